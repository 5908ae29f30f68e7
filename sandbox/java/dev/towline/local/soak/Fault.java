package dev.towline.local.soak;

import dev.towline.local.Tap;
import java.sql.SQLException;
import java.time.Duration;

/** What can go wrong with one part. Each is over when {@link #inject} returns. */
enum Fault {

    QUEUE_DOWN {
        @Override
        void inject(Stage stage, Duration length) throws Exception {
            during(stage.queue, Tap.Mode.CUT, length);
        }
    },
    QUEUE_HANGS {
        @Override
        void inject(Stage stage, Duration length) throws Exception {
            during(stage.queue, Tap.Mode.STALL, length);
        }
    },
    DATABASE_DOWN {
        @Override
        void inject(Stage stage, Duration length) throws Exception {
            during(stage.database, Tap.Mode.CUT, length);
        }
    },
    DATABASE_HANGS {
        @Override
        void inject(Stage stage, Duration length) throws Exception {
            during(stage.database, Tap.Mode.STALL, length);
        }
    },
    DATABASE_RESTARTED {
        @Override
        void inject(Stage stage, Duration length) throws Exception {
            stage.postgres.restart();
        }
    },
    SESSIONS_ENDED {
        @Override
        void inject(Stage stage, Duration length) throws Exception {
            execute(stage, "select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()");
        }
    },
    /** The overflow cannot write, and the queue is there: nobody notices. */
    OVERFLOW_DISK_FULL {
        @Override
        void inject(Stage stage, Duration length) throws Exception {
            execute(stage, "create or replace function full_disk() returns trigger language plpgsql as "
                    + "$$ begin raise exception 'a fault of the soak' using errcode = '53100'; end $$");
            execute(stage, "create trigger full_disk before insert on waiting_delivery for each row execute function full_disk()");
            try {
                Thread.sleep(length);
            } finally {
                execute(stage, "drop trigger full_disk on waiting_delivery");
            }
        }
    },
    JIRA_REFUSES {
        @Override
        void inject(Stage stage, Duration length) throws Exception {
            stage.jira.site().answerNext("/rest/devinfo", 503, java.util.Map.of(), REFUSALS);
        }
    },
    FIRST_KILLED {
        @Override
        void inject(Stage stage, Duration length) throws Exception {
            stage.first.kill();
            stage.first.start();
        }
    },
    SECOND_KILLED {
        @Override
        void inject(Stage stage, Duration length) throws Exception {
            stage.second.kill();
            stage.second.start();
        }
    },
    ROLLING_RESTART {
        @Override
        void inject(Stage stage, Duration length) throws Exception {
            stage.first.stop();
            stage.first.start();
            stage.second.stop();
            stage.second.start();
        }
    };

    // Uploads wait twice as long after each refusal, up to five minutes: after this many the next try comes within half a minute.
    private static final int REFUSALS = 5;

    /** @param length of an outage; kills and restarts take as long as they take */
    abstract void inject(Stage stage, Duration length) throws Exception;

    private static void during(Tap tap, Tap.Mode mode, Duration length) throws InterruptedException {
        tap.set(mode);
        try {
            Thread.sleep(length);
        } finally {
            tap.set(Tap.Mode.FLOW);
        }
    }

    private static void execute(Stage stage, String sql) throws SQLException {
        try (var connection = stage.postgres.dataSource().getConnection(); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
