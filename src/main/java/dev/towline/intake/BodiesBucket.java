package dev.towline.intake;

import dev.towline.jira.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * The S3 bucket of large bodies ({@code TOWLINE_BODIES_BUCKET}), one object a delivery. What goes in is sealed already; the bucket's own
 * encryption and lifecycle are the operator's ({@code deploy/api-gateway.yaml}). Without a bucket no S3 client is made.
 */
@ApplicationScoped
class BodiesBucket {

    // Together with the queue's time this is more than Gitea, Forgejo and Gerrit wait (5 s); they send no bodies of this size.
    private static final Duration PUT_LIMIT = Duration.ofSeconds(3);
    // Of the worker, whom nobody waits for; 25 MB take a second within a region.
    private static final Duration CALL_LIMIT = Duration.ofSeconds(20);

    private final Instance<S3AsyncClient> client;
    private final Optional<String> name;

    BodiesBucket(Instance<S3AsyncClient> client, @ConfigProperty(name = "towline.bodies-bucket") Optional<String> name) {
        this.client = client;
        this.name = name.filter(given -> !given.isBlank());
    }

    boolean isThere() {
        return name.isPresent();
    }

    String name() {
        return name.orElseThrow();
    }

    /** Returns when S3 has it. */
    void put(TenantId tenant, DeliveryId id, byte[] sealed) {
        // Nobody changes these bytes meanwhile, so the client need not copy them.
        client.get().putObject(request -> request.bucket(name()).key(key(tenant, id)).overrideConfiguration(limit(PUT_LIMIT)),
                AsyncRequestBody.fromBytesUnsafe(sealed)).join();
    }

    /**
     * Empty when it has no such body.
     *
     * @param from the bucket that was in use when the body was put
     * @throws BucketUnavailable when it does not say
     */
    Optional<byte[]> get(String from, TenantId tenant, DeliveryId id) {
        try {
            return Optional.of(client.get().getObject(request -> request.bucket(from).key(key(tenant, id)).overrideConfiguration(limit(CALL_LIMIT)),
                    AsyncResponseTransformer.toBytes()).join().asByteArrayUnsafe());
        } catch (CompletionException e) {
            if (e.getCause() instanceof NoSuchKeyException) {
                return Optional.empty();
            }
            throw new BucketUnavailable(e);
        }
    }

    void delete(String from, TenantId tenant, DeliveryId id) {
        client.get().deleteObject(request -> request.bucket(from).key(key(tenant, id)).overrideConfiguration(limit(CALL_LIMIT))).join();
    }

    private static String key(TenantId tenant, DeliveryId id) {
        return tenant + "/" + id;
    }

    private static AwsRequestOverrideConfiguration limit(Duration limit) {
        return AwsRequestOverrideConfiguration.builder().apiCallTimeout(limit).build();
    }
}
