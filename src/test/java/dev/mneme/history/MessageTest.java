package dev.mneme.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.testing.Git;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a message says, and which of its lines are trailers: git decides. */
class MessageTest {
  private static final Git GIT = Git.fresh();

  @AfterAll
  static void close() {
    GIT.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Subject\n",
        "Subject\n\nAgent-Id: agent-1\nReason: they said: so\n",
        "Subject\n\nBody.\n\nAgent-Id: agent-1\n",
        "Subject\n\nBody.\nAgent-Id: agent-1\n",
        "Subject\n\nAgent-Id: agent-1\nnot a trailer\n",
        "Subject: of one\nAgent-Id: agent-1\n",
        "Agent-Id: agent-1\n",
        "Subject\n\nA: one\n  and more\nB: two\n",
        "Subject\n\n  indented\nA: one\n",
        "Subject\n\nSigned-off-by: Ada\nsome\nother\nlines\n",
        "Subject\n\nSigned-off-by: Ada\nsome\nother\nlines\nhere\n",
        "Subject\n\nA : blank before\nB:no blank\n",
        "Subject\n\nA_b: underscore\n",
        "Subject\n\nA: one\n\n\n",
        "Subject\n \t\nA: one\n",
      })
  void trailersAreTheOnesThatGitFinds(String message) {
    Message parsed = Message.parse(message);

    assertThat(lines(parsed.trailers())).isEqualTo(git(message));
  }

  @Test
  void textIsWhatIsNoTrailer() {
    assertThat(Message.parse("Subject\n\nBody\nof two.\n\nA: one\n").text())
        .isEqualTo("Subject\n\nBody\nof two.");
    assertThat(Message.parse("Subject\n\nKept: here\nbecause of this line\n").text())
        .isEqualTo("Subject\n\nKept: here\nbecause of this line");
    assertThat(Message.parse("").text()).isEmpty();
  }

  @Test
  void valuesOfOneNameAreJoined() {
    assertThat(Message.parse("S\n\nCo-authored-by: A\nCo-authored-by: B\n").trailers())
        .isEqualTo(Map.of("Co-authored-by", "A, B"));
  }

  private static List<String> lines(Map<String, String> trailers) {
    return trailers.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).toList();
  }

  private static List<String> git(String message) {
    byte[] input = message.getBytes(StandardCharsets.UTF_8);
    return GIT.run(GIT.home(), input, "interpret-trailers", "--parse").ok().lines();
  }
}
