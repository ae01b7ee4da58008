package io.tapeline.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.stream.config.CommandLine;
import io.tapeline.stream.config.StreamConfig;
import io.tapeline.stream.lake.FileCatalog;
import io.tapeline.stream.lake.LakeCatalog;
import io.tapeline.stream.lake.LakeSinks;
import io.tapeline.stream.live.LiveStream;
import io.tapeline.stream.source.MarketDataSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamTopologyTest {
    @TempDir
    private Path directory;

    @Test
    void givesEveryOperatorAUidAndAName() {
        Collection<StreamNode> nodes = graph().getStreamNodes();

        assertThat(nodes).isNotEmpty().allSatisfy(node -> {
            assertThat(node.getTransformationUID())
                    .as(node.getOperatorName())
                    .isNotNull()
                    .isNotEmpty();
            assertThat(node.getOperatorName()).isNotEmpty();
        });
        assertThat(nodes.stream().map(StreamNode::getTransformationUID)).doesNotHaveDuplicates();
    }

    @Test
    void keepsTheUidsThatCheckpointsKnow() {
        assertThat(graph().getStreamNodes().stream().map(StreamNode::getTransformationUID))
                .contains("market-data", "decode-batches", "bars", "live-stream")
                .contains(
                        "trades-writer",
                        "late_trades-writer",
                        "quotes-writer",
                        "bars-writer",
                        "indicators-writer",
                        "dead_letters-writer")
                .contains("trades-committer", "quotes-committer", "bars-committer");
    }

    @Test
    void hasASerializerForEveryTypeWithoutKryo() {
        // Building the job graph makes every serializer, and fails at the first that would be Kryo's.
        assertThat(graph().getJobGraph().getNumberOfVertices()).isPositive();
    }

    @Test
    void leavesOutWhatIsNotEnabled() {
        assertThat(uids("--archive.enabled=false"))
                .contains("bars-writer", "live-stream")
                .doesNotContain("trades-writer", "late_trades-writer", "quotes-writer", "dead_letters-writer");
        assertThat(uids("--bars.enabled=false", "--live.enabled=false"))
                .contains("trades-writer", "late_trades-writer", "quotes-writer", "dead_letters-writer")
                .doesNotContain("bars-writer", "indicators-writer", "live-stream");
    }

    private List<String> uids(String... args) {
        return graph(args).getStreamNodes().stream()
                .map(StreamNode::getTransformationUID)
                .toList();
    }

    private StreamGraph graph(String... args) {
        List<String> all = new ArrayList<>(List.of(
                "--kinesis.endpoint=http://127.0.0.1:1",
                "--catalog.uri=http://127.0.0.1:2",
                "--checkpoints.uri=" + directory.resolve("checkpoints").toUri()));
        all.addAll(List.of(args));
        StreamConfig config = CommandLine.parse(all.toArray(String[]::new));
        LakeCatalog catalog = FileCatalog.in(directory.resolve("lake"));
        catalog.createMissingTables();
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(
                FlinkSettings.of(config.execution(), new Configuration()));
        StreamTopology.build(
                env,
                new MarketDataSource(config.kinesis()),
                new LakeAndLiveSinks(new LakeSinks(catalog), LiveStream.sink(config.kinesis())),
                config);
        return env.getStreamGraph(false);
    }
}
