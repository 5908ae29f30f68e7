package dev.towline.intake;

/**
 * By what a delivery was believed: of two hook URLs or two secrets that are good at the same time, it says which one the git server has.
 *
 * @param sealedSecret the secret as it is stored
 */
record Proof(byte[] tokenHash, byte[] sealedSecret) {

    /** Fits no value. */
    static final Proof NONE = new Proof(new byte[0], new byte[0]);
}
