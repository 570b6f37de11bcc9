package dev.mneme.http.rest;

import dev.mneme.api.Model;
import dev.mneme.http.Routes;
import dev.mneme.memory.AgentView;
import dev.mneme.memory.Memory;
import java.util.List;
import java.util.function.Function;

/** All of the JSON API on the use cases of memory. */
public final class RestEndpoints {
  private RestEndpoints() {}

  /**
   * Adds the routes of rest.md §2 to §7 and of time.md.
   *
   * @param systemPrompt the compiled prompt of an agent, with its memory in it
   * @param models what clients may choose from
   */
  public static void add(
      Routes routes, Memory memory, Function<AgentView, String> systemPrompt, List<Model> models) {
    var json = new JsonRoutes(routes);
    var replies = new Replies(List.copyOf(models));
    new AgentEndpoints(memory.agents(), systemPrompt, replies).addTo(json);
    new BlockEndpoints(memory.blocks(), replies).addTo(json);
    new CoreMemoryEndpoints(memory.agents(), memory.coreMemory(), replies).addTo(json);
    new TagEndpoints(memory.tags(), replies).addTo(json);
    new MemoryEndpoints(memory.agents(), memory.repair(), replies).addTo(json);
    new SearchEndpoints(memory.search()).addTo(json);
    new RepositoryEndpoints(memory.sharedRepositories()).addTo(json);
    new HistoryEndpoints(memory.history()).addTo(json);
    new StubEndpoints(memory.agents(), replies).addTo(json);
    new AbsentEndpoints(memory.agents(), replies).addTo(json);
  }
}
