package dev.towline.intake;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** AWS for the tests of this room: remembers what was asked, and answers what it was told to; to all else, that it is out of order. */
@Alternative
@Priority(1)
@ApplicationScoped
class LocalAws extends AwsHttp {

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** @param start of the addresses that are answered so */
    void answer(String start, int status, byte[] body) {
        answers.put(start, new Answer(status, body));
    }

    void fail(String start) {
        answers.remove(start);
    }

    List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    Answer get(URI address) {
        asked.add(address.toString());
        return answers.entrySet().stream().filter(known -> address.toString().startsWith(known.getKey())).map(Map.Entry::getValue).findFirst()
                .orElseThrow(() -> new AwsUnavailable("out of order", null));
    }
}
