package dev.mneme.memory;

import dev.mneme.agent.Agent;
import dev.mneme.agent.AgentId;
import dev.mneme.git.AgentRecord;
import dev.mneme.git.FileTree;
import dev.mneme.git.GitId;
import dev.mneme.git.MemoryView;
import dev.mneme.git.Past;
import dev.mneme.memory.PastBlocks.PastBlock;
import dev.mneme.memory.PromptRenderer.ListedFile;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Memory as an agent's model reads it, now or at any time: git.md §6. */
public final class PromptService {
  private final AgentService agents;
  private final Moments moments;
  private final FileFacts facts;

  PromptService(AgentService agents, Moments moments, FileFacts facts) {
    this.agents = agents;
    this.moments = moments;
    this.facts = facts;
  }

  /**
   * The memory alone.
   *
   * @param at a commit, a branch, {@code HEAD} or an instant; null is now
   * @throws NotFoundException if the agent is not there, or nothing was remembered yet
   * @throws InvalidException if {@code at} is no point in time
   */
  public String memory(AgentId agent, @Nullable String at, Attribution by) {
    AgentView view = agents.get(agent);
    if (at == null) {
      return PromptRenderer.memory(view, otherFiles(view, by));
    }
    MemoryView now = moments.now(agent, by);
    Past past = moments.getPast(now, at);
    List<PastBlock> blocks = new PastBlocks(agent, past).all();
    Agent then = past.tip().agent().map(AgentRecord::agent).orElse(view.agent());
    AgentView shown = new AgentView(then, blocks.stream().map(PastBlock::block).toList());
    Set<String> paths = blocks.stream().map(PastBlock::path).collect(Collectors.toSet());
    return PromptRenderer.memory(shown, otherFiles(now, past.commit(), paths));
  }

  /** The agent's system prompt, with its memory in it. */
  public String systemPrompt(AgentId agent, Attribution by) {
    AgentView view = agents.get(agent);
    return PromptRenderer.systemPrompt(view, otherFiles(view, by));
  }

  private List<ListedFile> otherFiles(AgentView view, Attribution by) {
    if (!view.agent().hasGitMemory()) {
      return List.of();
    }
    MemoryView now = moments.now(view.agent().id(), by);
    return now.head()
        .map(head -> otherFiles(now, head, now.blockStates().keySet()))
        .orElse(List.of());
  }

  private List<ListedFile> otherFiles(MemoryView now, GitId commit, Set<String> blocks) {
    return new FileTree(now, commit)
        .list("").stream()
            .filter(file -> !blocks.contains(file.path()))
            .map(file -> new ListedFile(file.path(), facts.of(now, file).description()))
            .toList();
  }
}
