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

/** The README's transcripts, pasted into a shell as they stand; only the port is another. */
class ReadmeTest {
  private static final Pattern SHELL = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
  @TempDir Path folder;

  @Test
  void transcriptOfTheReadmeWorksWhenPasted() throws Exception {
    try (TestServer server = TestServer.start(Map.of(Setting.DEMO, "yes"))) {
      assertThat(commands(0).strip()).isEqualTo("./mneme serve --demo");

      String said = run(server, commands(1));

      assertThat(said)
          .contains("\"label\":\"system/human\"")
          .contains("remote: ✓ system/human", "updated")
          .contains("Drinks tea, not coffee.")
          .contains("Drinks tea. Allergic to nuts.")
          .contains("Update system/human block", "Reason: they said so", "Author: User user-");
    }
  }

  @Test
  void travelInTimeWorksWhenPastedAfterThat() throws Exception {
    try (TestServer server = TestServer.start(Map.of(Setting.DEMO, "yes"))) {
      String value = "echo; curl -s $API/core-memory/blocks/human\n";

      String said = run(server, commands(1) + "echo ---\n" + commands(2) + value);

      assertThat(said.split("---\n", 2)[1])
          .contains("\"Reason\":\"they said so\"")
          .contains("\"value\":\"", "Drinks tea, not coffee.\\n\"")
          .contains("diff --git a/system/human.md b/system/human.md", "-Drinks tea, not coffee.\n")
          .contains("{\"lines\":[{\"line\":1,")
          .contains("\"message\":\"Revert \\\"Update system/human block\\\"")
          .contains("\"message\":\"Restore human to ")
          .endsWith("\"tags\":[]}")
          .containsPattern("\"value\":\"Drinks tea. Allergic to nuts.\"[^\n]*$");
    }
  }

  /** The commands in a block of the README; the first one starts the server. */
  private static String commands(int number) throws IOException {
    Matcher blocks = SHELL.matcher(Files.readString(Path.of("README.md")));
    for (int i = 0; i <= number; i++) {
      assertThat(blocks.find()).isTrue();
    }
    return blocks.group(1);
  }

  private String run(TestServer server, String transcript)
      throws IOException, InterruptedException {
    String script =
        "set -e\n" + transcript.replace("http://127.0.0.1:8283", server.url().toString());
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
