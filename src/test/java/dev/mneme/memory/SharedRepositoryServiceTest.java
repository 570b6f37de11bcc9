package dev.mneme.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.agent.Actor;
import dev.mneme.agent.AgentId;
import dev.mneme.agent.AttachedRepository;
import dev.mneme.agent.Permission;
import dev.mneme.agent.RepositoryName;
import dev.mneme.agent.SharedRepository;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class SharedRepositoryServiceTest extends MemoryFixture {
  private static final Attribution BY = MemoryNode.BY;

  @Test
  void rowsCanBeMadeAgainFromTheStoreAlone() {
    SharedRepositoryService before = node.memory.sharedRepositories();
    AgentId agent = node.agent(List.of(MemoryNode.GIT), "human");
    SharedRepository kept = before.create(new RepositoryName("Kept"), BY);
    SharedRepository gone = before.create(new RepositoryName("Gone"), BY);
    before.attach(agent, kept.id(), Permission.READ, BY);
    before.delete(gone.id(), BY);

    try (MemoryNode fresh = new MemoryNode(folder.resolve("fresh.db"), store)) {
      fresh.memory.repair().rebuildAll(done -> {});

      SharedRepositoryService after = fresh.memory.sharedRepositories();
      assertThat(after.list(Actor.DEFAULT, 10, 0).repositories()).containsExactly(kept);
      assertThat(after.of(agent)).containsExactly(new AttachedRepository(kept, Permission.READ));
    }
  }

  @Test
  void ofManyThatAreCreatedAtOnceWithOneNameOneIs() throws InterruptedException {
    List<Callable<Object>> creates =
        IntStream.range(0, 6)
            .<Callable<Object>>mapToObj(
                i -> () -> node.memory.sharedRepositories().create(new RepositoryName("one"), BY))
            .toList();

    List<Object> results = atOnce(creates);

    assertThat(results).filteredOn(SharedRepository.class::isInstance).hasSize(1);
    assertThat(results).filteredOn(ConflictException.class::isInstance).hasSize(5);
    assertThat(node.memory.sharedRepositories().list(Actor.DEFAULT, 10, 0).repositories())
        .hasSize(1);
  }
}
