package io.tapeline.infra.night;

import io.tapeline.infra.asl.Json;
import io.tapeline.infra.asl.Service;
import io.tapeline.infra.asl.TaskException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A topic of SNS, with its bounds on subjects. */
final class FakeTopic implements Service {
    private final List<Map<String, Object>> messages = new ArrayList<>();
    private boolean broken;

    void breakDown() {
        broken = true;
    }

    @Override
    public Map<String, Object> call(Map<String, Object> arguments) throws TaskException {
        if (broken) {
            throw new TaskException("Sns.InternalErrorException", "the topic is broken");
        }
        String subject = Json.text(arguments, "Subject");
        if (subject.length() > 100 || !subject.matches("[\\x20-\\x7e]+")) {
            throw new IllegalArgumentException("not a subject: " + subject);
        }
        messages.add(arguments);
        return Map.of("MessageId", "1");
    }

    List<String> subjects() {
        return messages.stream().map(message -> Json.text(message, "Subject")).toList();
    }

    List<String> texts() {
        return messages.stream().map(message -> Json.text(message, "Message")).toList();
    }
}
