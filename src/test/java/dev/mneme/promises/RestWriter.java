package dev.mneme.promises;

import static dev.mneme.testing.TestClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.testing.Answer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Writes one block over REST, each time on another server, and reads it from the other one. */
final class RestWriter implements Client {
  /** Without a rest no pusher ever came first. */
  private static final int LONGEST_REST_MILLIS = 400;

  private final TwoServers servers;
  private final RandomGenerator random;
  private final KnownBlock block;
  private final List<String> commits = new ArrayList<>();
  private int count;

  RestWriter(TwoServers servers, KnownBlock block, RandomGenerator random) {
    this.servers = servers;
    this.block = block;
    this.random = random;
  }

  @Override
  public void step() {
    int server = random.nextInt(2);
    String value = "written %d%n".formatted(++count);
    try {
      Answer answer =
          KnownBlock.patiently(
              servers.get(server).client(), "PATCH", block.path(), object("value", value));
      if (answer.status() == 200) {
        acknowledged(answer, value);
        block.requireFreshAt(1 - server);
      } else {
        KnownBlock.requireProperRefusal(answer);
        block.mayBe(value);
      }
    } catch (UncheckedIOException killed) {
      block.mayBe(value);
    }
    KnownBlock.pause(Duration.ofMillis(random.nextInt(LONGEST_REST_MILLIS)));
  }

  private void acknowledged(Answer answer, String value) {
    assertThat(answer.textAt("value")).as("what was answered as written").isEqualTo(value);
    block.isNow(value);
    commits.add(answer.header("Mneme-Commit"));
  }

  @Override
  public List<String> acknowledgedCommits() {
    return commits;
  }

  @Override
  public KnownBlock block() {
    return block;
  }
}
