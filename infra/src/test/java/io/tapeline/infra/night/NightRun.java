package io.tapeline.infra.night;

import io.tapeline.infra.asl.Ending;
import io.tapeline.infra.asl.Interpreter;
import io.tapeline.infra.asl.Service;
import io.tapeline.infra.asl.VirtualClock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The workflow among fakes of what it calls, at half an hour past midnight of 2026-11-19, with half of every jitter. */
final class NightRun {
    static final Instant START = Instant.parse("2026-11-19T00:30:00Z");

    final VirtualClock clock = new VirtualClock(START);
    final FakeTable table = new FakeTable();
    final FakeJob job = new FakeJob(clock);
    final FakeTopic topic = new FakeTopic();
    private final Map<String, Object> definition;
    private final Map<String, Service> services;

    NightRun(Map<String, Object> definition, String jobResource) {
        this.definition = definition;
        this.services = new HashMap<>(table.services());
        services.put(jobResource, job);
        services.put("sns:publish", topic);
    }

    static NightRun onCluster(Map<String, Object> definition) {
        return new NightRun(definition, "elasticmapreduce:addStep.sync");
    }

    Ending run(String id, Map<String, Object> input) {
        return new Interpreter(definition, services, clock, () -> 0.5).run(id, input);
    }

    Ending run(Map<String, Object> input) {
        return run("execution-1", input);
    }
}
