package dev.mneme.http.rest;

import dev.mneme.api.Model;
import dev.mneme.http.Routes;
import dev.mneme.memory.Memory;
import java.util.List;

/** All of the JSON API on the use cases of memory. */
public final class RestEndpoints {
  private RestEndpoints() {}

  /**
   * Adds the routes of rest.md §2 to §7 and of time.md.
   *
   * @param models what clients may choose from
   */
  public static void add(Routes routes, Memory memory, List<Model> models) {
    var json = new JsonRoutes(routes);
    var replies = new Replies(List.copyOf(models));
    new AgentEndpoints(memory.agents(), memory.prompts(), replies).addTo(json);
    new BlockEndpoints(memory.blocks(), memory.past(), replies).addTo(json);
    new CoreMemoryEndpoints(memory.agents(), memory.coreMemory(), memory.past(), replies)
        .addTo(json);
    new TagEndpoints(memory.tags(), replies).addTo(json);
    new MemoryEndpoints(memory.agents(), memory.prompts(), memory.repair(), replies).addTo(json);
    new SearchEndpoints(memory.search()).addTo(json);
    new RepositoryEndpoints(memory.sharedRepositories(), memory.history()).addTo(json);
    new HistoryEndpoints(memory.history()).addTo(json);
    new FileEndpoints(memory.files()).addTo(json);
    new CommitEndpoints(memory.commits(), memory.undo()).addTo(routes, json);
    new StubEndpoints(memory.agents(), replies).addTo(json);
    new AbsentEndpoints(memory.agents(), replies).addTo(json);
  }
}
