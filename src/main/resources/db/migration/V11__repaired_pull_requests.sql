-- Whether the git server told the state of a pull request as it changed; false: only a repair told it afterwards. What is here
-- already was told by the server.
alter table pull_request add column live boolean not null default true;
alter table pull_request alter column live drop default;
