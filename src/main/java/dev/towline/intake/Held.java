package dev.towline.intake;

import software.amazon.awssdk.services.sqs.model.Message;

/**
 * A delivery in this node's hands.
 *
 * @param attempt how often it was taken, this time included; 0 for one that no worker took yet
 * @param from    where it came from, and goes back to
 */
record Held(Envelope envelope, int attempt, Origin from) {

    /** Where a delivery waits while no worker has it. */
    sealed interface Origin {

        record Queue(Message message) implements Origin {}

        /** {@link WaitingRows}. */
        record Database() implements Origin {}
    }
}
