package dev.towline.devinfo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.local.LocalPostgres;
import dev.towline.sandbox.Moored;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Anything may happen on the git servers, in Jira, between us and Jira, and to us; at the end Jira has what the index has, entity for
 * entity and field for field. A run follows from its seed: {@code -Dtowline.model.seed=N} repeats one, and {@code -Dtowline.model.seconds=N}
 * looks longer for one that fails.
 */
class UploadModelIT {

    private static final int STEPS = 120;

    private static AgroalDataSource database;
    private static Moored moored;

    @BeforeAll
    static void start() throws Exception {
        LocalPostgres.ofTests().migrated("upload_model_it");
        var address = LocalPostgres.ofTests().jdbcUrl().replace("/postgres?", "/upload_model_it?");
        database = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(pool -> pool.maxSize(4)
                .connectionFactoryConfiguration(factory -> factory.jdbcUrl(address).principal(new NamePrincipal("postgres")).credential(new SimplePassword("postgres")))));
        moored = new Moored();
    }

    @AfterAll
    static void stop() {
        database.close();
        moored.close();
    }

    @Test
    void whatever_happens_jira_has_in_the_end_what_the_index_has() throws Exception {
        var wanted = Long.getLong("towline.model.seed");
        var until = System.nanoTime() + Duration.ofSeconds(Long.getLong("towline.model.seconds", 40)).toNanos();
        var first = wanted != null ? wanted : System.currentTimeMillis();
        var seed = first;
        var entities = 0;
        do {
            try {
                entities += run(seed);
            } catch (AssertionError | Exception e) {
                throw new AssertionError("seed " + seed + ": repeat it with -Dtowline.model.seed=" + seed, e);
            }
            seed++;
        } while (wanted == null && System.nanoTime() < until);
        System.out.printf("upload model: seeds %d to %d, %d entities compared%n", first, seed - 1, entities);
        assertTrue(entities > 0, "nothing was compared");
    }

    private int run(long seed) throws Exception {
        var world = new UploadWorld(database, moored, seed);
        for (var step = 0; step < STEPS; step++) {
            world.step();
        }
        world.settle();
        var expected = world.expected();
        assertEquals(List.of(), UploadWorld.differences(expected, world.stored()));
        return expected.size();
    }
}
