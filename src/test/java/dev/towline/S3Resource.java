package dev.towline;

import com.robothy.s3.rest.LocalS3;
import com.robothy.s3.rest.bootstrap.LocalS3Mode;
import dev.towline.local.LocalQueue;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.util.Map;

/** A real S3 protocol, for the tests of what happens where there is a bucket. The bucket itself the test makes. */
public final class S3Resource implements QuarkusTestResourceLifecycleManager {

    public static final String BUCKET = "towline-bodies";

    private LocalS3 s3;

    @Override
    public Map<String, String> start() {
        try {
            s3 = LocalS3.builder().mode(LocalS3Mode.IN_MEMORY).port(LocalQueue.freePort()).build();
        } catch (IOException e) {
            throw new IllegalStateException("no free port", e);
        }
        s3.start();
        return Map.of(
                "towline.bodies-bucket", BUCKET,
                // Another spelling of the test's own address: hook URLs lead where this says.
                "towline.hooks-url", "http://127.0.0.1:${quarkus.http.test-port}/",
                "quarkus.s3.endpoint-override", "http://127.0.0.1:" + s3.getPort(),
                "quarkus.s3.path-style-access", "true",
                "quarkus.s3.aws.region", "us-east-1",
                "quarkus.s3.aws.credentials.type", "static",
                "quarkus.s3.aws.credentials.static-provider.access-key-id", "test",
                "quarkus.s3.aws.credentials.static-provider.secret-access-key", "test");
    }

    @Override
    public void stop() {
        if (s3 != null) {
            s3.shutdown();
        }
    }
}
