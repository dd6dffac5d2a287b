package dev.eddy.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A way from one port of this machine to another which can be cut. While it is cut nothing gets through and nobody is
 * told, as with a broken network; what was under way arrives when it is mended. Any thread may call.
 */
final class Cable implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 16;

    private final ServerSocket entrance;
    private final int exit;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Object gate = new Object();
    private boolean cut;
    private long left = Long.MAX_VALUE;

    private Cable(ServerSocket entrance, int exit) {
        this.entrance = entrance;
        this.exit = exit;
    }

    static Cable lay(int entrance, int exit) {
        try {
            Cable cable = new Cable(new ServerSocket(entrance, 64, InetAddress.getLoopbackAddress()), exit);
            daemon(cable::accept);
            return cable;
        } catch (IOException e) {
            throw new UncheckedIOException("port " + entrance + " must be free but is not", e);
        }
    }

    void cut() {
        synchronized (gate) {
            cut = true;
        }
    }

    /** Cuts it once so many bytes have gone from the entrance to the exit. */
    void cutAfter(long bytes) {
        synchronized (gate) {
            left = bytes;
        }
    }

    boolean isCut() {
        synchronized (gate) {
            return cut;
        }
    }

    void mend() {
        synchronized (gate) {
            cut = false;
            left = Long.MAX_VALUE;
            gate.notifyAll();
        }
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket near = entrance.accept();
                open.add(near);
                daemon(() -> connect(near));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void connect(Socket near) {
        try {
            pass();
            Socket far = new Socket(InetAddress.getLoopbackAddress(), exit);
            open.add(far);
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            daemon(() -> pump(near, far, true));
            pump(far, near, false);
        } catch (IOException e) {
            end(near); // nobody listens at the far end: the near end is told so
        }
    }

    private void pump(Socket from, Socket to, boolean counts) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                count(counts ? read : 0);
                pass();
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // One end is gone: so goes the other.
        } finally {
            end(from);
            end(to);
        }
    }

    private void count(int bytes) {
        synchronized (gate) {
            left -= bytes;
            cut |= left < 0;
        }
    }

    private void pass() throws IOException {
        synchronized (gate) {
            while (cut) {
                try {
                    gate.wait();
                } catch (InterruptedException e) {
                    throw new IOException("interrupted", e);
                }
            }
        }
    }

    private void end(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use any more either way.
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "cable");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the entrance of a cable could not be closed", e);
        }
        mend();
        open.forEach(this::end);
    }
}
