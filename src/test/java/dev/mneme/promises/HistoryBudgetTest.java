package dev.mneme.promises;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.objects.ObjectStore;
import dev.mneme.objects.StoreTraffic;
import dev.mneme.testing.Answer;
import dev.mneme.testing.CountingObjectStore;
import dev.mneme.testing.Git;
import dev.mneme.testing.ServerProcess;
import dev.mneme.testing.TestClient;
import dev.mneme.testing.TestClone;
import dev.mneme.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a look into a long history may read of the store: issue B, "Hold". */
class HistoryBudgetTest {
  private static final int COMMITS = 3_000;
  private static final int PAGE = 50;
  @TempDir Path data;

  /** The history is made in another process, so that nothing of it is in the memory of this one. */
  @Test
  void historyPageReadsWhatIsOnItAndNotThePack() throws Exception {
    String agent = agentWithLongHistory();
    var counting = new ArrayList<CountingObjectStore>();
    UnaryOperator<ObjectStore> counted =
        below -> {
          counting.add(CountingObjectStore.over(below));
          return counting.getLast();
        };
    try (TestServer server = TestServer.startOn(data, Map.of(), counted)) {
      String history = "/v1/agents/%s/memory/history?limit=%d".formatted(agent, PAGE);
      server.get("/v1/ready/").ok();
      CountingObjectStore store = counting.getFirst();
      store.reset();

      Answer page = server.get(history).ok();

      StoreTraffic cold = store.counts();
      assertThat(page.list("commits")).hasSize(PAGE);
      assertThat(cold.bytesRead()).as("%s", cold).isBetween(1L, storedBytes() / 4);
      store.reset();
      server.get(history).ok();
      StoreTraffic warm = store.counts();
      assertThat(warm.reads()).as("%s", warm).isLessThanOrEqualTo(1);
      assertThat(warm.bytesRead()).as("%s", warm).isZero();
    }
  }

  private String agentWithLongHistory() {
    try (Git git = Git.fresh();
        ServerProcess server = ServerProcess.start(data)) {
      var body = TestClient.object("tags", List.of("git-memory-enabled"));
      String agent = server.client().post("/v1/agents/", body).ok().id();
      TestClone clone = git.clone(server.repositoryOf(agent));
      git.run(clone.folder(), commits(new Random(1)), "fast-import", "--quiet", "--done").ok();
      clone.git("push", "-q", "origin", "main").ok();
      return agent;
    }
  }

  private static byte[] commits(Random random) {
    StringBuilder stream = new StringBuilder();
    for (int i = 0; i < COMMITS; i++) {
      stream.append("commit refs/heads/main\ncommitter Ada <a@example.org> 1700000000 +0000\n");
      stream.append(data("Commit " + i)).append(i == 0 ? "from refs/heads/main^0\n" : "");
      stream.append("M 100644 inline data.txt\n").append(data(noise(random)));
    }
    return stream.append("done\n").toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static String data(String content) {
    return "data %d\n%s\n".formatted(content.length(), content);
  }

  /** Lines of text that no compression makes much smaller. */
  private static String noise(Random random) {
    byte[] bytes = new byte[8 * 1024];
    random.nextBytes(bytes);
    return Base64.getMimeEncoder().encodeToString(bytes);
  }

  private long storedBytes() throws IOException {
    try (var files = Files.walk(data.resolve("objects"))) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
