package dev.towline.intake;

/** AWS could not be asked now. A delivery that needs it stays on the queue and is tried again; a person is told to. */
public final class AwsUnavailable extends RuntimeException {

    AwsUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
