package dev.eddy.app;

import dev.eddy.admin.AdminServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import picocli.CommandLine.Option;

/** Where the app can be looked at. */
final class AdminOptions {

    @Option(
            names = "--admin-host",
            defaultValue = "127.0.0.1",
            description = "Address of the admin port (default: ${DEFAULT-VALUE}).")
    private String host;

    @Option(
            names = "--admin-port",
            defaultValue = "8080",
            description = "Port for health, metrics and the live page; 0 takes a free one (default: ${DEFAULT-VALUE}).")
    private int port;

    AdminServer.Address address() {
        return new AdminServer.Address(host, port);
    }

    /** Tries the port without keeping it. */
    Finding examine() {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(host))) {
            return Finding.ok("admin", "port " + socket.getLocalPort() + " of " + host + " is free");
        } catch (IOException | IllegalArgumentException e) {
            return Finding.note(
                    "admin",
                    "port " + port + " of " + host + " cannot be taken now (" + e.getMessage()
                            + "): if that is not an instance at work, give another --admin-port");
        }
    }
}
