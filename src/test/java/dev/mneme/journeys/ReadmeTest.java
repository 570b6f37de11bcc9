package dev.mneme.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.config.Setting;
import dev.mneme.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's transcript, pasted into a shell as it stands; only the port is another. */
class ReadmeTest {
  private static final Pattern SHELL = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
  @TempDir Path folder;

  @Test
  void transcriptOfTheReadmeWorksWhenPasted() throws Exception {
    try (TestServer server = TestServer.start(Map.of(Setting.DEMO, "yes"))) {
      String transcript = transcript().replace("http://127.0.0.1:8283", server.url().toString());

      String said = run("set -e\n" + transcript);

      assertThat(said)
          .contains("\"label\":\"system/human\"")
          .contains("remote: ✓ system/human", "updated")
          .contains("Drinks tea, not coffee.")
          .contains("Drinks tea. Allergic to nuts.")
          .contains("Update system/human block", "Reason: they said so", "Author: User user-");
    }
  }

  /** The second block of commands: the first one starts the server. */
  private static String transcript() throws IOException {
    Matcher blocks = SHELL.matcher(Files.readString(Path.of("README.md")));
    assertThat(blocks.find()).isTrue();
    assertThat(blocks.group(1).strip()).isEqualTo("./mneme serve --demo");
    assertThat(blocks.find()).isTrue();
    return blocks.group(1);
  }

  private String run(String script) throws IOException, InterruptedException {
    ProcessBuilder shell = new ProcessBuilder("sh", "-c", script).directory(folder.toFile());
    Map<String, String> environment = shell.environment();
    environment.put("HOME", folder.toString());
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
    environment.put("GIT_TERMINAL_PROMPT", "0");
    environment.put("GIT_PAGER", "cat");
    environment.put("GIT_AUTHOR_NAME", "Newcomer");
    environment.put("GIT_AUTHOR_EMAIL", "newcomer@example.org");
    environment.put("GIT_COMMITTER_NAME", "Newcomer");
    environment.put("GIT_COMMITTER_EMAIL", "newcomer@example.org");
    Process process = shell.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }
}
