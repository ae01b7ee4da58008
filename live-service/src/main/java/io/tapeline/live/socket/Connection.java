package io.tapeline.live.socket;

import io.tapeline.live.board.SeriesKey;
import io.tapeline.live.socket.SocketListener.Ending;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One open WebSocket. One message is on its way at a time, and the next is made when the socket has taken it. Answers go
 * before news; a client whose answers pile up is not read meanwhile. Everything happens on the socket's own thread but
 * {@link #changed}.
 */
final class Connection {
    private static final short GOING_AWAY = 1001;
    private static final short TRY_AGAIN_LATER = 1013;
    private static final int MAX_ANSWERS = 16;

    private final ServerWebSocket socket;
    private final Context context;
    private final SocketSettings settings;
    private final SocketListener listener;
    private final LongSupplier nanoTime;
    private final Set<SeriesKey> news = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final Queue<String> answers = new ArrayDeque<>();
    private @Nullable Session session;
    private boolean sending;
    private boolean paused;
    private boolean ending;
    private long sendingSince;
    private long lastHeard;
    private long timer;

    Connection(
            ServerWebSocket socket,
            Context context,
            SocketSettings settings,
            SocketListener listener,
            LongSupplier nanoTime) {
        this.socket = socket;
        this.context = context;
        this.settings = settings;
        this.listener = listener;
        this.nanoTime = nanoTime;
    }

    /** Begins; {@code whenOver} runs at the end of the connection. */
    void open(Session itsSession, Runnable whenOver) {
        session = itsSession;
        lastHeard = nanoTime.getAsLong();
        timer = context.owner().setPeriodic(settings.pingInterval().toMillis(), id -> look());
        socket.textMessageHandler(this::received);
        socket.binaryMessageHandler(bytes -> {
            heard();
            answer(Session.complaint(Complaint.BAD_MESSAGE, "a message is text"));
        });
        socket.pongHandler(bytes -> heard());
        socket.closeHandler(ended -> {
            context.owner().cancelTimer(timer);
            itsSession.close();
            session = null;
            whenOver.run();
        });
        // What is wrong with a socket also closes it.
        socket.exceptionHandler(problem -> {});
    }

    private void heard() {
        lastHeard = nanoTime.getAsLong();
    }

    private void received(String text) {
        heard();
        Session mine = session;
        if (mine != null) {
            mine.receive(text).forEach(this::answer);
        }
    }

    private void answer(String text) {
        answers.add(text);
        if (answers.size() >= MAX_ANSWERS && !paused) {
            paused = true;
            socket.pause();
        }
        send();
    }

    /** There is news of a series. From any thread. */
    void changed(SeriesKey key) {
        if (news.add(key) && woken.compareAndSet(false, true)) {
            context.runOnContext(go -> {
                woken.set(false);
                send();
            });
        }
    }

    private void send() {
        Session mine = session;
        if (sending || mine == null) {
            return;
        }
        String text = next(mine);
        if (text == null) {
            return;
        }
        sending = true;
        sendingSince = nanoTime.getAsLong();
        listener.sent();
        // Not from within the completion: a long queue would be a deep stack, and keep others waiting.
        socket.writeTextMessage(text)
                .onComplete(done -> context.runOnContext(go -> {
                    sending = false;
                    send();
                }));
    }

    private @Nullable String next(Session mine) {
        String answer = answers.poll();
        if (answer != null) {
            return answer;
        }
        if (paused) {
            paused = false;
            socket.resume();
        }
        Iterator<SeriesKey> keys = news.iterator();
        while (keys.hasNext()) {
            SeriesKey key = keys.next();
            keys.remove();
            mine.changed(key);
        }
        return mine.next().orElse(null);
    }

    private void look() {
        long now = nanoTime.getAsLong();
        if (ending) {
            return;
        }
        if (sending && now - sendingSince > settings.sendTimeout().toNanos()) {
            end(Ending.STUCK, TRY_AGAIN_LATER, "messages are not taken");
        } else if (now - lastHeard > settings.idleTimeout().toNanos()) {
            end(Ending.IDLE, GOING_AWAY, "nothing was heard of you");
        } else if (!sending) {
            socket.writePing(Buffer.buffer());
        }
    }

    private void end(Ending reason, short code, String words) {
        ending = true;
        listener.ended(reason);
        socket.close(code, words);
    }

    /** Ends the connection because the service ends. From any thread. */
    void goAway() {
        context.runOnContext(go -> socket.close(GOING_AWAY, "the service ends"));
    }
}
