package dev.mneme.memory;

import static dev.mneme.memory.MemoryNode.BY;
import static dev.mneme.memory.MemoryNode.GIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.agent.Actor;
import dev.mneme.agent.AgentId;
import dev.mneme.agent.AttachedRepository;
import dev.mneme.agent.Permission;
import dev.mneme.agent.RepositoryName;
import dev.mneme.agent.SharedRepository;
import dev.mneme.agent.SharedRepositoryId;
import dev.mneme.git.Author;
import dev.mneme.git.SharedRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of shared repositories follow what these say of themselves: docs/adr/0022. */
class SharedRowsTest extends MemoryFixture {
  private AgentId agent;
  private SharedRepository notes;
  private SharedRepository plans;

  @BeforeEach
  void twoRepositoriesOfAnAgent() {
    agent = node.agent(List.of(GIT), "human");
    notes = shared(node).create(new RepositoryName("notes"), BY);
    plans = shared(node).create(new RepositoryName("plans"), BY);
    shared(node).attach(agent, plans.id(), Permission.READ_WRITE, BY);
    shared(node).attach(agent, notes.id(), Permission.READ, BY);
  }

  private static SharedRepositoryService shared(MemoryNode node) {
    return node.memory.sharedRepositories();
  }

  private static List<SharedRepository> all(MemoryNode node) {
    return shared(node).list(Actor.DEFAULT, 10, 0).repositories();
  }

  private MemoryNode started(String database) {
    return new MemoryNode(folder.resolve(database), store);
  }

  @Test
  void processThatStartsWithAnEmptyDatabaseHasThemAll() {
    try (MemoryNode fresh = started("fresh.db")) {
      assertThat(shared(fresh).of(agent)).isEqualTo(shared(node).of(agent)).hasSize(2);
      assertThat(all(fresh)).containsExactly(notes, plans);
      shared(fresh).forFetch(agent, "notes");
      assertThatThrownBy(() -> shared(fresh).create(new RepositoryName("NOTES"), BY))
          .isInstanceOf(ConflictException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM shared_repository_agents",
        "DELETE FROM shared_repositories WHERE name = 'notes'",
        "UPDATE shared_repository_agents SET permission = 'read_write'",
        "UPDATE shared_repositories SET name = 'other', name_key = 'other' WHERE name = 'plans'",
        "INSERT INTO shared_repository_agents SELECT a.id, r.id, 'read_write', 0"
            + " FROM agents a, shared_repositories r WHERE true ON CONFLICT DO NOTHING"
      })
  void olderRowsAreBroughtUpByTheNextProcess(String older) {
    AgentId other = node.agent(List.of(GIT), "human");
    List<AttachedRepository> before = shared(node).of(agent);
    try (var raw = new RawRows(folder.resolve("mneme.db"));
        MemoryNode next = started("mneme.db")) {
      raw.execute(older);

      assertThat(shared(next).of(agent)).isEqualTo(before);
      assertThat(shared(next).of(other)).isEmpty();
      assertThat(all(next)).containsExactly(notes, plans);
    }
  }

  @Test
  void repositoryThatWasDeletedSinceAnOlderCopyLeavesItsNameToTheNewOne() {
    shared(node).delete(notes.id(), BY);
    SharedRepository again = shared(node).create(new RepositoryName("notes"), BY);
    try (var raw = new RawRows(folder.resolve("mneme.db"));
        MemoryNode next = started("mneme.db")) {
      raw.execute(
          "UPDATE shared_repositories SET id = '%s' WHERE id = '%s'"
              .formatted(notes.id(), again.id()));

      assertThat(all(next)).containsExactly(plans, again);
    }
  }

  @Test
  void creationThatDiedBeforeItsRowGivesWayToTheOneThatWasAnswered() {
    var name = new RepositoryName("ideas");
    Instant early = notes.createdAt();
    var died =
        new SharedRepository(
            new SharedRepositoryId(SharedRepositoryId.PREFIX + UUID.randomUUID()),
            BY.actor().organization(),
            name,
            early,
            early);
    node.repositories
        .shared()
        .create(
            new SharedRecord(died, Map.of()),
            "Initial commit",
            Map.of(),
            Author.of(BY.actor(), early, BY.trailers()));
    SharedRepository answered = shared(node).create(name, BY);
    List<Rebuilt> done = new ArrayList<>();
    try (MemoryNode fresh = started("fresh.db")) {
      assertThat(all(fresh)).containsExactly(notes, plans, answered);
      fresh.memory.repair().rebuildAll(done::add);
    }

    assertThat(done)
        .filteredOn(Rebuilt.LeftAlone.class::isInstance)
        .extracting(Rebuilt::repository)
        .containsExactly(died.id().value());
  }

  @Test
  void restoredAgentHasItsSharedRepositoriesAgain() {
    List<AttachedRepository> before = shared(node).of(agent);
    node.memory.agents().delete(agent, BY);

    node.memory.deleted().restore(agent, BY);

    assertThat(shared(node).of(agent)).isEqualTo(before);
  }

  @Test
  void rebuildSaysWhatWasNotAsItShouldBe() {
    try (var raw = new RawRows(folder.resolve("mneme.db"))) {
      raw.execute("DELETE FROM shared_repository_agents");
      List<Rebuilt> done = new ArrayList<>();

      node.memory.repair().rebuildAll(done::add);

      assertThat(done)
          .contains(
              new Rebuilt.Changed(notes.id().value(), Map.of("shared_repository_agents", 1)),
              new Rebuilt.Changed(plans.id().value(), Map.of("shared_repository_agents", 1)));
    }
  }
}
