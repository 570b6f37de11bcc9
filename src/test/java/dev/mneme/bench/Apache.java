package dev.mneme.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Debian's apache2 with git-http-backend, on loopback, from a configuration of its own: what one
 * would run without Mneme. Ends with the bench.
 */
final class Apache implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/apache2");
  private static final Path MODULES = Path.of("/usr/lib/apache2/modules");
  private static final Path BACKEND = Path.of("/usr/lib/git-core/git-http-backend");
  private final Process process;
  private final int port;

  private Apache(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Serves the repositories in a folder at {@code /git/<folder>}. */
  static Apache start(Path repositories) throws Exception {
    install();
    Path home = Files.createDirectory(repositories.resolveSibling("apache"));
    int port = freePort();
    Path conf = home.resolve("apache.conf");
    Files.writeString(conf, configuration(home, repositories, port));
    giveToWorkers(repositories.resolveSibling("."), repositories, home);
    Process process =
        new ProcessBuilder(PROGRAM.toString(), "-f", conf.toString(), "-D", "FOREGROUND")
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("out.log").toFile())
            .start();
    Apache apache = new Apache(process, port);
    apache.awaitStart(home);
    return apache;
  }

  private static void install() throws Exception {
    if (Files.exists(PROGRAM) && Files.exists(BACKEND)) {
      return;
    }
    System.out.println("installing apache2-bin and git from Debian, to compare with");
    String command =
        "apt-get update -qq && apt-get install -y -qq --no-install-recommends apache2-bin git";
    Process apt = new ProcessBuilder("sh", "-c", command).inheritIO().start();
    if (apt.waitFor() != 0 || !Files.exists(PROGRAM)) {
      throw new IllegalStateException(
          "cannot install apache2-bin; as root: apt-get install apache2-bin git");
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String configuration(Path home, Path repositories, int port) {
    return """
    ServerRoot "%1$s"
    ServerName 127.0.0.1
    Listen 127.0.0.1:%2$d
    PidFile "%1$s/apache.pid"
    ErrorLog "%1$s/error.log"
    DefaultRuntimeDir "%1$s"
    LoadModule mpm_event_module %3$s/mod_mpm_event.so
    LoadModule authz_core_module %3$s/mod_authz_core.so
    LoadModule env_module %3$s/mod_env.so
    LoadModule alias_module %3$s/mod_alias.so
    LoadModule cgid_module %3$s/mod_cgid.so
    ScriptSock "%1$s/cgid.sock"
    User www-data
    Group www-data
    KeepAlive On
    MaxKeepAliveRequests 0
    KeepAliveTimeout 120
    SetEnv GIT_PROJECT_ROOT "%4$s"
    SetEnv GIT_HTTP_EXPORT_ALL 1
    ScriptAlias /git/ "%5$s/"
    <Location />
      Require all granted
    </Location>
    """
        .formatted(home, port, MODULES, repositories, BACKEND);
  }

  /** As root, apache works as www-data, and git serves to it only what is its own. */
  private static void giveToWorkers(Path parent, Path... folders) throws Exception {
    if (!System.getProperty("user.name", "").equals("root")) {
      return;
    }
    GitFolder.run(parent, List.of("chmod", "o+x", parent.toString()));
    for (Path folder : folders) {
      GitFolder.run(parent, List.of("chown", "-R", "www-data:www-data", folder.toString()));
    }
  }

  private void awaitStart(Path home) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IllegalStateException(
            "apache did not start: " + Files.readString(home.resolve("out.log")));
      }
      process.waitFor(50, TimeUnit.MILLISECONDS);
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (process.waitFor(20, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
