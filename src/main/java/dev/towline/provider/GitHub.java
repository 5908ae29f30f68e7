package dev.towline.provider;

import java.util.Optional;

final class GitHub implements GitServer {

    @Override
    public Optional<String> refusal(Incoming incoming, String secret) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String deliveryId(Incoming incoming) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Reading read(Incoming incoming) throws UnreadablePayload {
        throw new UnsupportedOperationException();
    }
}
