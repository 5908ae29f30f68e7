package dev.towline.connect;

/** A request did not prove where it comes from. The decision is 401; the message says why, and never repeats what the sender wrote. */
final class NotProven extends Exception {

    NotProven(String reason) {
        super(reason, null, false, false);
    }
}
