package dev.mneme.journeys;

import dev.mneme.testing.Git;
import dev.mneme.testing.TestAgent;
import dev.mneme.testing.TestClone;
import dev.mneme.testing.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** A server and a git for all tests of a class; each test makes agents of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Journey {
  private final Git git = Git.fresh();
  private final TestServer server;

  Journey() {
    this(TestServer.start());
  }

  Journey(TestServer server) {
    this.server = server;
  }

  /** Fails early, and in the report of a test, if the server is not there. */
  @BeforeAll
  void serverIsReady() {
    server.get("/v1/ready/").ok();
  }

  @AfterAll
  void closeAll() {
    server.close();
    git.close();
  }

  Git git() {
    return git;
  }

  TestServer server() {
    return server;
  }

  TestClone clone(TestAgent agent) {
    return git.clone(agent.remote());
  }

  TestAgent agentWithGit(String... labelsAndValues) {
    return TestAgent.withGit(server, labelsAndValues);
  }

  TestAgent plainAgent(String... labelsAndValues) {
    return TestAgent.plain(server, labelsAndValues);
  }
}
