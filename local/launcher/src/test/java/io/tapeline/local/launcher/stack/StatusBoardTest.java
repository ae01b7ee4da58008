package io.tapeline.local.launcher.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.local.launcher.stack.ServiceView.State;
import io.tapeline.local.launcher.stack.StackStatus.Phase;
import io.tapeline.local.process.ServiceEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StatusBoardTest {
    @TempDir
    private Path directory;

    private StatusBoard board() {
        StatusBoard board = new StatusBoard(directory.resolve("control/status.json"));
        board.begin(EnumSet.of(Service.KINESIS, Service.S3), new PortPlan(TestEndpoints.usual(), List.of("a note")));
        return board;
    }

    private ServiceView read(String service) {
        return StackStatus.load(directory.resolve("control/status.json")).orElseThrow().services().stream()
                .filter(view -> view.name().equals(service))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void writesDownWhereEachServiceStands() {
        StatusBoard board = board();
        assertThat(read("kinesis").state()).isEqualTo(State.WAITING);

        board.accept(new ServiceEvent.Started("kinesis", 7));
        assertThat(read("kinesis").state()).isEqualTo(State.STARTING);
        assertThat(read("kinesis").pid()).isEqualTo(7);

        board.accept(new ServiceEvent.Ready("kinesis", 7, Duration.ofMillis(1_200)));
        assertThat(read("kinesis").state()).isEqualTo(State.READY);
        assertThat(read("kinesis").readyAfterMillis()).isEqualTo(1_200);
        assertThat(read("kinesis").url()).isEqualTo("http://127.0.0.1:4567");
    }

    @Test
    void countsRestartsAndKeepsWhatWentWrongLast() {
        StatusBoard board = board();
        board.accept(new ServiceEvent.Died("s3", "it exited with code 137\nand more"));
        board.accept(new ServiceEvent.Restarting("s3", 1, Duration.ofMillis(500)));
        board.accept(new ServiceEvent.Started("s3", 8));
        board.accept(new ServiceEvent.Ready("s3", 8, Duration.ofSeconds(1)));

        assertThat(read("s3").restarts()).isEqualTo(1);
        assertThat(read("s3").note()).isEqualTo("it exited with code 137");
        assertThat(read("s3").state()).isEqualTo(State.READY);
    }

    @Test
    void showsAServiceThatIsGivenUpAsFailed() {
        StatusBoard board = board();
        board.accept(new ServiceEvent.GaveUp("s3", 5, "it exited with code 1"));

        assertThat(read("s3").state()).isEqualTo(State.FAILED);
        assertThat(read("s3").note()).isEqualTo("gave up after 5 restarts: it exited with code 1");
    }

    @Test
    void tellsThePhaseAndTheNotes() {
        StatusBoard board = board();
        board.phase(Phase.READY, "");

        StackStatus status =
                StackStatus.load(directory.resolve("control/status.json")).orElseThrow();
        assertThat(status.phase()).isEqualTo(Phase.READY);
        assertThat(status.notes()).containsExactly("a note");
        assertThat(status.services()).extracting(ServiceView::name).containsExactly("kinesis", "s3");
        assertThat(status.launcherPid()).isEqualTo(ProcessHandle.current().pid());
    }

    @Test
    void deletesOnlyADirectoryThatHoldsAStacksState() throws IOException {
        StateDirectory stranger = new StateDirectory(directory.resolve("home"));
        Files.createDirectories(stranger.path().resolve("photos"));
        assertThatThrownBy(stranger::delete)
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("is no state directory");
        assertThat(stranger.path().resolve("photos")).exists();

        StateDirectory own = new StateDirectory(directory.resolve("own"));
        Files.createDirectories(own.control());
        Files.writeString(own.path().resolve("endpoints.properties"), "");
        own.delete();
        assertThat(own.path()).doesNotExist();
    }
}
