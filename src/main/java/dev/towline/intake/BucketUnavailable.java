package dev.towline.intake;

/** S3 did not say whether it has a body: out of reach, or no longer ours to read. No delivery is to blame, and those without a large body need not wait. */
final class BucketUnavailable extends RuntimeException {

    BucketUnavailable(Throwable cause) {
        super(cause);
    }
}
