package dev.mneme.memory;

import static dev.mneme.memory.MemoryNode.BY;
import static dev.mneme.memory.MemoryNode.GIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mneme.agent.AgentId;
import dev.mneme.block.Block;
import dev.mneme.block.BlockId;
import dev.mneme.history.Commit;
import dev.mneme.history.CommitChanges;
import dev.mneme.testing.Moment;
import dev.mneme.testing.Operation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A write is decided, and before it is made another one is: it is decided again on top of that. */
@Timeout(60)
@NullUnmarked
class ReappliedWritesTest extends SlowNodeFixture {
  private AgentId agent;
  private BlockId block;

  @BeforeEach
  void agentWithTwoBlocks() {
    agent = node.agent(List.of(GIT), "a", "b");
    block = node.blockOf(agent, "system/a");
  }

  private void meanwhile(Runnable other) {
    when(Moment.BEFORE, Operation.CREATE, other);
  }

  private BlockView writeOnTheOther(String label, String value) {
    return node.memory.coreMemory().modify(agent, label, BlockPatch.ofValue(value), BY);
  }

  private static BlockPatch description(String text) {
    return new BlockPatch(null, null, text, null, null, null, null, null, TemplatePatch.NONE);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private List<String> subjects() {
    var filter = new HistoryFilter(null, null, null, null, null, 50);
    return node.memory.history().page(agent, filter, BY).commits().stream()
        .map(CommitChanges::commit)
        .map(Commit::message)
        .map(message -> message.subject())
        .toList();
  }

  @Test
  void patchOfOneFieldKeepsWhatAnotherWriterGaveTheOthers() {
    meanwhile(() -> writeOnTheOther("system/a", "theirs"));

    Block written = slow.memory.blocks().modify(block, description("mine"), BY).block();

    assertMeanwhileHasRun();
    assertThat(written.value()).isEqualTo("theirs");
    assertThat(written.description()).isEqualTo("mine");
    assertThat(node.memory.blocks().get(block).block()).isEqualTo(written);
  }

  @Test
  void lastWriterOfABlockWinsAndBothWritesAreCommits() {
    meanwhile(() -> writeOnTheOther("system/a", "theirs"));

    slow.memory.blocks().modify(block, BlockPatch.ofValue("mine"), BY);

    assertThat(node.value(block)).isEqualTo("mine");
    assertThat(subjects())
        .containsExactly("Update system/a block", "Update system/a block", "Initial commit");
  }

  @Test
  void writesOfOtherBlocksAreAllKept() {
    meanwhile(() -> writeOnTheOther("system/b", "theirs"));

    slow.memory.blocks().modify(block, BlockPatch.ofValue("mine"), BY);

    assertMeanwhileHasRun();
    assertThat(node.view(agent).blocks())
        .extracting(Block::value)
        .containsExactlyInAnyOrder("mine", "theirs");
  }

  @Test
  void preconditionIsAskedAgainOfWhatCameBetween() {
    var precondition = Precondition.isOneOf(List.of(node.memory.blocks().get(block).blobId()));
    meanwhile(() -> writeOnTheOther("system/a", "theirs"));

    var refused =
        catchThrowableOfType(
            PreconditionFailedException.class,
            () -> slow.memory.blocks().modify(block, description("mine"), precondition, BY));

    assertThat(refused.block().block().value()).isEqualTo("theirs");
    assertThat(refused.blobId()).isEqualTo(node.memory.blocks().get(block).blobId());
    assertThat(subjects()).hasSize(2);
  }

  @Test
  void preconditionHoldsWhereOnlyAnotherBlockWasWritten() {
    var precondition = Precondition.isOneOf(List.of(node.memory.blocks().get(block).blobId()));
    meanwhile(() -> writeOnTheOther("system/b", "theirs"));

    slow.memory.blocks().modify(block, BlockPatch.ofValue("mine"), precondition, BY);

    assertThat(subjects()).hasSize(3);
  }

  @Test
  void fileThatIsPutMeanwhileIsNotPutOver() {
    var absent = Precondition.exists().not();
    meanwhile(() -> node.memory.commits().put(agent, "x.txt", bytes("theirs"), absent, BY));

    var refused =
        catchThrowableOfType(
            PreconditionFailedException.class,
            () -> slow.memory.commits().put(agent, "x.txt", bytes("mine"), absent, BY));

    assertThat(refused.blobId())
        .isEqualTo(node.memory.files().read(agent, "x.txt", null, BY).file().blobId());
    assertThat(subjects()).containsExactly("Create x.txt", "Initial commit");
  }

  @Test
  void commitThatExpectsAHeadIsRefusedIfThatMovesMeanwhile() {
    String head = node.memory.history().commit(agent, "HEAD", BY).changes().commit().id();
    meanwhile(() -> writeOnTheOther("system/b", "theirs"));
    List<FileAction> put = List.of(new FileAction.Put("x.txt", bytes("mine")));
    var commit = new NewCommit(new CommitMessage("Mine"), head, put);

    var refused =
        catchThrowableOfType(
            HeadMovedException.class, () -> slow.memory.commits().commit(agent, commit, BY));

    assertThat(refused.current())
        .isEqualTo(node.memory.history().commit(agent, "HEAD", BY).changes().commit().id());
    assertThat(subjects()).containsExactly("Update system/b block", "Initial commit");
  }

  @Test
  void whatIsUndoneIsMergedWithWhatCameBetween() {
    writeOnTheOther("system/a", "1\n2\n3\n4\n5\n6\n7\n");
    String commit = writeOnTheOther("system/a", "1\nx\n3\n4\n5\n6\n7\n").commit();
    meanwhile(() -> writeOnTheOther("system/a", "1\nx\n3\n4\n5\ny\n7\n"));

    slow.memory.undo().revert(agent, List.of(commit), null, BY);

    assertMeanwhileHasRun();
    assertThat(node.value(block)).isEqualTo("1\n2\n3\n4\n5\ny\n7\n");
  }

  @Test
  void whatCannotBeUndoneAnyMoreIsAConflictWithWhatCameBetween() {
    String commit = writeOnTheOther("system/a", "wrong").commit();
    meanwhile(() -> writeOnTheOther("system/a", "theirs"));

    assertThatThrownBy(() -> slow.memory.undo().revert(agent, List.of(commit), null, BY))
        .isInstanceOf(RevertConflictException.class);

    assertThat(node.value(block)).isEqualTo("theirs");
  }

  @Test
  void blockThatIsRestoredLeavesTheOthersAsTheyCameBetween() {
    String then = writeOnTheOther("system/a", "then").commit();
    writeOnTheOther("system/a", "later");
    meanwhile(() -> writeOnTheOther("system/b", "theirs"));

    slow.memory.undo().restore(agent, then, List.of("system/a"), null, BY);

    assertMeanwhileHasRun();
    assertThat(node.value(block)).isEqualTo("then");
    assertThat(node.memory.coreMemory().get(agent, "system/b").block().value()).isEqualTo("theirs");
  }
}
