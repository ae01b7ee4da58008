package io.tapeline.infra.streams;

import io.tapeline.infra.synth.NeedsNode;
import io.tapeline.infra.synth.Synth;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

@NeedsNode
class StreamsStackTest {
    @Test
    void streamsAreOnDemandUnlessTheyAreProvisioned() {
        Template onDemand = Synth.template(Synth.infra("dev").streams());
        Template provisioned = Synth.template(Synth.infra("dev", "stream_mode=provisioned", "market_data_shards=3")
                .streams());

        onDemand.hasResourceProperties(
                "AWS::Kinesis::Stream",
                Map.of(
                        "Name",
                        "market-data",
                        "ShardCount",
                        Match.absent(),
                        "StreamModeDetails",
                        Map.of("StreamMode", "ON_DEMAND")));
        provisioned.hasResourceProperties("AWS::Kinesis::Stream", Map.of("Name", "market-data", "ShardCount", 3));
        provisioned.hasResourceProperties("AWS::Kinesis::Stream", Map.of("Name", "live", "ShardCount", 1));
    }
}
