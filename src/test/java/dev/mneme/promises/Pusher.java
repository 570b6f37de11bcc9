package dev.mneme.promises;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.testing.GitResult;
import dev.mneme.testing.TestClone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Pushes one file with the real git, each time to another server, and reads from the other one. */
final class Pusher implements Client {
  /** What git says of a lost race, of a server that is gone and of one that asks for patience. */
  private static final Pattern PROPER =
      Pattern.compile(
          "fetch first|non-fast-forward|temporarily unavailable|error: 503|HTTP 503|HTTP 409|"
              + "Failed to connect|Could not connect|Couldn't connect|Connection reset|"
              + "Connection refused|Recv failure|Send failure|Empty reply|unexpected disconnect|"
              + "early EOF|transfer closed|hung up");

  private final TwoServers servers;
  private final TestClone clone;
  private final String agent;
  private final String file;
  private final RandomGenerator random;
  private final KnownBlock block;
  private final List<String> commits = new ArrayList<>();
  private int count;

  /** Works in a clone of his own. */
  Pusher(
      TwoServers servers,
      TestClone clone,
      String agent,
      String file,
      KnownBlock block,
      RandomGenerator random) {
    this.servers = servers;
    this.clone = clone;
    this.agent = agent;
    this.file = file;
    this.block = block;
    this.random = random;
  }

  @Override
  public void step() {
    String value = "pushed %d%n".formatted(++count);
    clone.write(file, "---\ndescription: pushed\n---\n" + value).commit("Push " + count);
    block.mayBe(value);
    boolean pushed = false;
    while (!pushed) {
      pushed = push(value);
    }
  }

  /** Returns whether it is known to be on {@code main}. */
  private boolean push(String value) {
    int server = random.nextInt(2);
    GitResult push = patiently("push", remote(server), "HEAD:refs/heads/main");
    if (push.status() == 0) {
      commits.add(clone.head());
      block.isNow(value);
      block.requireFreshAt(1 - server);
      requireCloneIsFresh(1 - server);
      return true;
    }
    assertThat(push.stderr()).as(push.command()).containsPattern(PROPER);
    return catchUp(value);
  }

  private void requireCloneIsFresh(int server) {
    if (patiently("fetch", "-q", remote(server), "main").status() == 0) {
      assertThat(isIn("FETCH_HEAD")).as("acknowledged push in a fetch of %d", server).isTrue();
    }
  }

  /** Finds out what became of a push that was not answered, and gets on top of the others. */
  private boolean catchUp(String value) {
    GitResult fetch = patiently("fetch", "-q", remote(random.nextInt(2)), "main");
    if (fetch.status() != 0) {
      assertThat(fetch.stderr()).as(fetch.command()).containsPattern(PROPER);
      KnownBlock.pause(Duration.ofMillis(50));
      return false;
    }
    if (isIn("FETCH_HEAD")) {
      commits.add(clone.head());
      block.isNow(value);
      return true;
    }
    clone.git("rebase", "-q", "FETCH_HEAD").ok();
    return false;
  }

  private boolean isIn(String commit) {
    return clone.git("merge-base", "--is-ancestor", "HEAD", commit).status() == 0;
  }

  private GitResult patiently(String... command) {
    long start = System.nanoTime();
    GitResult result = clone.git(command);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .as("git %s took", result.command())
        .isLessThan(KnownBlock.PATIENCE);
    return result;
  }

  private String remote(int server) {
    return servers.get(server).repositoryOf(agent);
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
