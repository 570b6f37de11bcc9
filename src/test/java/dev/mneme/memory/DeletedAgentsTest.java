package dev.mneme.memory;

import static dev.mneme.memory.MemoryNode.BY;
import static dev.mneme.memory.MemoryNode.GIT;
import static dev.mneme.testing.Occurrence.always;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.agent.AgentId;
import dev.mneme.block.BlockId;
import dev.mneme.database.AttachedFile;
import dev.mneme.database.StoredBlock;
import dev.mneme.git.MemoryView;
import dev.mneme.objects.ListPage;
import dev.mneme.testing.Moment;
import dev.mneme.testing.Operation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Deleted agents are brought back, and given up in the end: git.md §4. */
@Timeout(120)
class DeletedAgentsTest extends MemoryFixture {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration KEPT = Duration.ofDays(30).plus(SECOND);
  private static final Duration DAY = Duration.ofDays(1).plus(SECOND);

  @Test
  void restoredAgentIsTheOneThatWasDeleted() {
    AgentId agent = node.agent(List.of(GIT, "green"), "human", "notes/b", "notes/a");
    BlockPatch tagged =
        new BlockPatch(
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            dev.mneme.block.Tags.of(List.of("t")),
            TemplatePatch.NONE);
    node.memory.blocks().modify(node.blockOf(agent, "system/human"), tagged, BY);
    Rows before = rows(agent);
    node.memory.agents().delete(agent, BY);

    AgentView restored = node.memory.deleted().restore(agent, BY);

    assertThat(restored).isEqualTo(before.agent());
    assertThat(rows(agent)).isEqualTo(before);
    assertThat(node.memory.deleted().list()).isEmpty();
  }

  @Test
  void processThatKnowsTheAgentAsDeletedSeesItAgainAtOnce() {
    AgentId agent = node.agent(List.of(GIT), "human");
    try (var other = new MemoryNode(folder.resolve("mneme.db"), store)) {
      AgentView before = other.memory.agents().get(agent);
      node.memory.agents().delete(agent, BY);
      assertThatThrownBy(() -> other.memory.agents().get(agent))
          .isInstanceOf(NotFoundException.class);
      assertThat(other.memory.deleted().list()).hasSize(1);

      node.memory.deleted().restore(agent, BY);

      assertThat(other.memory.agents().get(agent)).isEqualTo(before);
      BlockId block = other.blockOf(agent, "system/human");
      other.memory.blocks().modify(block, BlockPatch.ofValue("after"), BY);
      assertThat(node.value(block)).isEqualTo("after");
    }
  }

  @Test
  void blockThatWasWrittenToMeanwhileKeepsThatAndTheRepositoryGetsIt() {
    AgentId agent = node.agent(List.of(GIT), "human");
    BlockId block = node.blockOf(agent, "system/human");
    node.memory.agents().delete(agent, BY);
    node.memory.blocks().modify(block, BlockPatch.ofValue("meanwhile"), BY);

    node.memory.deleted().restore(agent, BY);

    assertThat(node.value(block)).isEqualTo("meanwhile");
    assertThat(fileOf(agent, "system/human.md")).endsWith("---\nmeanwhile");
  }

  @Test
  void blockThatWasDeletedMeanwhileComesBack() {
    AgentId agent = node.agent(List.of(GIT), "human", "b");
    Rows before = rows(agent);
    node.memory.agents().delete(agent, BY);
    node.memory.blocks().delete(before.blocks().getFirst().block().id(), BY);

    node.memory.deleted().restore(agent, BY);

    assertThat(rows(agent)).isEqualTo(before);
  }

  @Test
  void blockThatAnotherAgentGotMeanwhileIsSharedWithIt() {
    AgentId agent = node.agent(List.of(GIT), "human");
    AgentId heir = node.agent(List.of(GIT));
    BlockId block = node.blockOf(agent, "system/human");
    node.memory.agents().delete(agent, BY);
    node.memory.coreMemory().attach(heir, block, BY);
    node.memory.blocks().modify(block, BlockPatch.ofValue("of the heir"), BY);

    node.memory.deleted().restore(agent, BY);

    assertThat(fileOf(agent, "system/human.md")).endsWith("---\nof the heir");
    node.memory.blocks().modify(block, BlockPatch.ofValue("of both"), BY);
    assertThat(fileOf(agent, "system/human.md")).endsWith("---\nof both");
    assertThat(fileOf(heir, "system/human.md")).endsWith("---\nof both");
  }

  @Test
  void blockWhoseNewLabelIsTakenInTheRestoredAgentKeepsItsOldOneThere() {
    AgentId agent = node.agent(List.of(GIT), "a", "b");
    BlockId block = node.blockOf(agent, "system/a");
    node.memory.agents().delete(agent, BY);
    node.memory.blocks().modify(block, BlockPatch.ofLabel("system/b"), BY);
    node.memory.blocks().modify(block, BlockPatch.ofValue("a, renamed"), BY);

    node.memory.deleted().restore(agent, BY);

    assertThat(node.memory.coreMemory().get(agent, "system/a").block().value())
        .isEqualTo("a, renamed");
    assertThat(node.memory.coreMemory().get(agent, "system/b").block().value()).isEqualTo("b");
  }

  @Test
  void whatIsNotDeletedOrNotThereIsNotRestored() {
    AgentId inGit = node.agent(List.of(GIT), "human");
    AgentId plain = node.agent(List.of(), "human");
    AgentId plainDeleted = node.agent(List.of(), "human");
    node.memory.agents().delete(plainDeleted, BY);
    Rows before = rows(inGit);

    for (AgentId agent : List.of(inGit, plain)) {
      assertThatThrownBy(() -> node.memory.deleted().restore(agent, BY))
          .isInstanceOf(ConflictException.class)
          .hasMessageContaining(agent + " is not deleted");
    }
    assertThatThrownBy(() -> node.memory.deleted().restore(plainDeleted, BY))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("no repository of agent " + plainDeleted);
    assertThat(rows(inGit)).isEqualTo(before);
  }

  @Test
  void listNamesThoseThatCanBeRestoredTheLastDeletedFirst() {
    AgentId first = node.agent(List.of(GIT), "human");
    AgentId second = node.agent(List.of(GIT), "human");
    node.agent(List.of(GIT), "human");
    String name = node.memory.agents().get(first).agent().name();
    node.memory.agents().delete(first, BY);
    ahead = Duration.ofHours(1);
    node.memory.agents().delete(second, BY);

    List<DeletedAgent> deleted = node.memory.deleted().list();

    assertThat(deleted).extracting(DeletedAgent::id).containsExactly(second, first);
    assertThat(deleted.getLast().name()).isEqualTo(name);
    assertThat(deleted)
        .allSatisfy(agent ->
            assertThat(Duration.between(agent.deletedAt(), agent.restorableUntil()))
                .isEqualTo(Duration.ofDays(30)));
  }

  @Test
  void agentThatWasDeletedLongAgoIsGivenUpAndNobodyElse() {
    AgentId old = node.agent(List.of(GIT), "human");
    AgentId young = node.agent(List.of(GIT), "human");
    AgentId there = node.agent(List.of(GIT), "human");
    node.memory.agents().delete(old, BY);
    ahead = KEPT;
    node.memory.agents().delete(young, BY);

    node.memory.deleted().sweep();
    ahead = KEPT.plus(DAY);
    node.memory.deleted().sweep();

    assertThat(objectsOf(old)).hasSize(1).allSatisfy(name -> assertThat(name).endsWith(".c"));
    assertThatThrownBy(() -> node.memory.deleted().restore(old, BY))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("given up");
    assertThat(node.memory.deleted().list()).extracting(DeletedAgent::id).containsExactly(young);
    assertThat(node.memory.deleted().restore(young, BY).blocks()).hasSize(1);
    assertThat(node.memory.agents().get(there).blocks()).hasSize(1);
  }

  @Test
  void everyProcessSweepsWithoutHarm() throws Exception {
    AgentId agent = node.agent(List.of(GIT), "human");
    node.memory.agents().delete(agent, BY);
    ahead = KEPT;
    try (var other = new MemoryNode(folder.resolve("mneme.db"), store)) {
      for (Duration time : List.of(KEPT, KEPT.plus(DAY))) {
        ahead = time;
        assertThat(atOnce(List.of(() -> sweep(node), () -> sweep(other))))
            .doesNotHaveAnyElementsOfTypes(Throwable.class);
      }
      node.memory.deleted().sweep();
    }

    assertThat(objectsOf(agent)).hasSize(1);
  }

  private static Object sweep(MemoryNode of) {
    of.memory.deleted().sweep();
    return "swept";
  }

  @Test
  void agentWhoseDeletionWasNotFinishedIsGoneForTheNextReader() {
    AgentId agent = node.agent(List.of(GIT), "human");
    node.repositories.of(agent).close(seq -> mark(agent, seq));

    assertThatThrownBy(() -> node.memory.agents().get(agent)).isInstanceOf(NotFoundException.class);
    assertThat(node.memory.agents().list(AgentQuery.DEFAULT)).isEmpty();
    assertThat(node.memory.deleted().restore(agent, BY).blocks()).hasSize(1);
  }

  @Test
  void agentWhoseDeletionWasNotFinishedIsGoneAfterTheNextStart() {
    AgentId agent = node.agent(List.of(GIT), "human");
    node.repositories.of(agent).close(seq -> {});

    try (var next = new MemoryNode(folder.resolve("mneme.db"), store)) {
      assertThat(next.memory.agents().list(AgentQuery.DEFAULT)).isEmpty();
    }
    assertThat(node.database.<Boolean>read(tables -> tables.agents().find(agent).isPresent()))
        .isFalse();
  }

  private void mark(AgentId agent, long seq) {
    node.database.write(
        dev.mneme.database.Durability.CACHE,
        tables -> {
          tables.repositories().mark(agent, seq);
          return true;
        });
  }

  @Test
  void restoreThatWasNotFinishedIsFinishedByTheNextReader() {
    AgentId agent = node.agent(List.of(GIT), "human");
    Rows before = rows(agent);
    node.memory.agents().delete(agent, BY);
    node.repositories.of(agent).reopen(seq -> mark(agent, seq));

    assertThat(node.memory.agents().list(AgentQuery.DEFAULT)).hasSize(1);
    assertThat(rows(agent)).isEqualTo(before);
  }

  @Test
  void rebuildLeavesDeletedAgentsDeleted() {
    AgentId agent = node.agent(List.of(GIT), "human");
    node.memory.agents().delete(agent, BY);

    node.memory.repair().rebuildAll(done -> {});

    assertThatThrownBy(() -> node.memory.agents().get(agent)).isInstanceOf(NotFoundException.class);
  }

  @Test
  void whatOnlyTheDeletedAgentHasOfASharedBlockReachesTheOthersFirst() {
    AgentId agent = node.agent(List.of(GIT), "human");
    AgentId other = node.agent(List.of(GIT));
    BlockId block = node.blockOf(agent, "system/human");
    node.memory.coreMemory().attach(other, block, BY);
    store.fail(Operation.CREATE, Moment.BEFORE, always(), key -> key.contains(other.value()));
    node.memory.blocks().modify(block, BlockPatch.ofValue("last words"), BY);
    store.heal();

    node.memory.agents().delete(agent, BY);

    assertThat(fileOf(other, "system/human.md")).endsWith("---\nlast words");
  }

  // ---- what there is

  private record Rows(AgentView agent, List<AttachedFile> files, List<StoredBlock> blocks) {}

  private Rows rows(AgentId agent) {
    AgentView view = node.memory.agents().get(agent);
    return node.database.read(
        tables -> new Rows(view, tables.files().of(agent), tables.attachments().of(agent)));
  }

  private String fileOf(AgentId agent, String path) {
    MemoryView view = node.repositories.of(agent).current();
    return new String(
        view.read(view.file(path).orElseThrow()), java.nio.charset.StandardCharsets.UTF_8);
  }

  private List<String> objectsOf(AgentId agent) {
    return store.list("repos/", "", 1000).entries().stream()
        .map(ListPage.Entry::key)
        .map(key -> key.value())
        .filter(name -> name.contains(agent.value()))
        .toList();
  }
}
