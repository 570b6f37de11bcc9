package dev.mneme.promises;

import static dev.mneme.testing.TestClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an agent with git memory takes on the disk, so that ten thousand fit anywhere. */
class FootprintTest {
  private static final int AGENTS = 50;
  private static final long DISK_BLOCK = 4096;
  @TempDir Path data;

  @Test
  void agentTakesLessThan25KilobytesAndThreeFiles() throws IOException {
    create(1);
    long bytes = bytesOf(data);
    long files = filesOf(data);

    create(AGENTS);

    assertThat((bytesOf(data) - bytes) / AGENTS).isLessThan(25_000);
    assertThat((filesOf(data) - files) / (double) AGENTS).isLessThanOrEqualTo(3);
  }

  /** By a server that is stopped afterwards: while it runs, the database has a log beside it. */
  private void create(int agents) {
    try (TestServer server = TestServer.startOn(data, Map.of())) {
      for (int i = 0; i < agents; i++) {
        create(server, "Agent " + i);
      }
    }
  }

  /** Two blocks of 500 characters, as agents usually have them. */
  private static void create(TestServer server, String name) {
    String text = "- It remembers this line, and others like it.\n".repeat(11);
    var blocks =
        List.of(object("label", "human", "value", text), object("label", "persona", "value", text));
    server
        .post(
            "/v1/agents/",
            object("name", name, "tags", List.of("git-memory-enabled"), "memory_blocks", blocks))
        .ok();
  }

  /** As the file system counts: in whole blocks. */
  private static long bytesOf(Path folder) throws IOException {
    long bytes = 0;
    for (Path file : all(folder)) {
      bytes += Math.ceilDiv(Files.size(file), DISK_BLOCK) * DISK_BLOCK;
    }
    return bytes;
  }

  /** Folders too, but not those that repositories share. */
  private static long filesOf(Path folder) throws IOException {
    return all(folder).stream().filter(path -> !isShard(path)).count();
  }

  private static boolean isShard(Path path) {
    return path.getFileName().toString().length() == 2;
  }

  private static List<Path> all(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      return paths.toList();
    }
  }
}
