package dev.mneme.memory;

import dev.mneme.agent.AgentId;
import dev.mneme.block.BlockId;
import dev.mneme.block.BlockRules;
import dev.mneme.block.ChangedFile;
import dev.mneme.block.Finding;
import dev.mneme.block.PushReport;
import dev.mneme.block.RulesContext;
import dev.mneme.block.Scope;
import dev.mneme.block.TreeFacts;
import dev.mneme.database.AttachedFile;
import dev.mneme.git.BlockState;
import dev.mneme.git.MemoryView;
import dev.mneme.git.Proposal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** One push to the repository of an agent's memory. */
final class MemoryPush implements Push {
  private final PushService service;
  private final AgentId agent;
  private final boolean allowSecrets;
  private final Attribution by;
  private final List<Finding> findings = new ArrayList<>();
  private @Nullable PushPlan plan;
  private @Nullable MemoryView base;

  MemoryPush(PushService service, AgentId agent, boolean allowSecrets, Attribution by) {
    this.service = service;
    this.agent = agent;
    this.allowSecrets = allowSecrets;
    this.by = by;
  }

  @Override
  public Scope scopeOfMain() {
    return Scope.MEMORY;
  }

  @Override
  public boolean judge(
      Scope scope, MemoryView before, Iterable<ChangedFile> changes, TreeFacts tree) {
    RulesContext context = service.rules().forPush(service.findAgent(agent), scope, allowSecrets);
    Iterable<ChangedFile> ofBlocks =
        () ->
            StreamSupport.stream(changes.spliterator(), false)
                .map(file -> ofBlock(before, file))
                .iterator();
    List<Finding> found = BlockRules.judge(context, ofBlocks, tree);
    findings.addAll(found);
    return found.stream().noneMatch(Finding::isRejection);
  }

  /** A file may say less than its block has: a limit, or that it is read-only. */
  private static ChangedFile ofBlock(MemoryView before, ChangedFile file) {
    return before
        .blockState(file.path())
        .map(state -> file.ofBlock(state.content("")))
        .orElse(file);
  }

  @Override
  public Proposal plan(MemoryView before, MemoryView after) {
    PushPlan decided = service.plan(agent, before, after);
    plan = decided;
    base = before;
    return new Proposal(
        "",
        Map.of(),
        decided.blocks(),
        null,
        decided.versions(before, agent.value(), service::knownVersion));
  }

  @Override
  public void willCommit(long seq) {
    service.mark(agent, seq);
  }

  @Override
  public void committed(MemoryView view) {
    PushPlan decided = plan;
    MemoryView before = base;
    if (decided == null || before == null) {
      return;
    }
    List<AttachedFile> others = service.committed(agent, before, view, blocks(decided), by);
    plan = decided.withSharing(others);
  }

  private static List<BlockId> blocks(PushPlan plan) {
    return plan.blocks().values().stream().flatMap(Optional::stream).map(BlockState::id).toList();
  }

  @Override
  public PushReport accepted(String historyUrl) {
    if (plan == null) {
      return PushReport.accepted(List.of(), findings, historyUrl);
    }
    List<Finding> all = new ArrayList<>(findings);
    all.addAll(plan.findings());
    return PushReport.accepted(plan.lines(), all, historyUrl);
  }

  @Override
  public PushReport rejected() {
    return PushReport.rejected(findings);
  }
}
