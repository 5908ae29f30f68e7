-- After a rotation the value before it may go on being good for a while. token_rotated_at and secret_rotated_at are the end of that
-- while, and may lie ahead: what arrived before is believed, which is what nodes of before this migration do with them, too.

-- When something was last believed by each value, so that one sees whether the git server has the new one.
alter table integration
    add column token_used_at           timestamptz,
    add column previous_token_used_at  timestamptz,
    add column secret_used_at          timestamptz,
    add column previous_secret_used_at timestamptz;

-- Hook URLs whose while has ended, to be retired.
create index integration_token_ends on integration (token_rotated_at) where previous_token is not null;
