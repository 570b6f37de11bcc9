package dev.mneme.demo;

import static dev.mneme.demo.Scene.Voice.AGENT;
import static dev.mneme.demo.Scene.Voice.HUMAN;
import static dev.mneme.demo.Scene.Voice.REFLECTION;
import static dev.mneme.demo.Scene.at;

import dev.mneme.demo.Scene.Act.Append;
import dev.mneme.demo.Scene.Act.Create;
import dev.mneme.demo.Scene.Act.Delete;
import dev.mneme.demo.Scene.Act.Rename;
import dev.mneme.demo.Scene.Act.Replace;
import java.util.List;

/**
 * Three and a half weeks in which Wren, an assistant, helps a biologist to survey seagrass. It
 * guesses, is corrected, writes down how things are done, and tidies up. People and places of work
 * are made up.
 */
final class Story {
  static final String NAME = "Wren";
  private static final String HUMAN_BLOCK = "system/human";
  private static final String PERSONA = "system/persona";
  private static final String PROJECT = "system/project";
  private static final String SURVEY = "system/projects/seagrass-survey";
  private static final String SITES = "reference/sites";
  private static final String PROTOCOL = "reference/protocol/quadrats";
  private static final String FERRY = "reference/ferry-times";
  private static final String SPECIES = "reference/species";
  private static final String REPORT = "skills/weekly-report";

  static final List<Create> FIRST_BLOCKS =
      List.of(
          new Create(
              "human",
              "The person I work with: who they are, how they like to work",
              """
              Name: Nadia
              """),
          new Create(
              "persona",
              "Who I am and how I behave",
              """
              I am Wren, an assistant for field work. I keep the notes, so that Nadia can keep her
              eyes on the water. I say what I know, what I only guess, and where I have it from.
              """),
          new Create(
              "project",
              "What we are working on now: goal, state, next steps",
              """
              Goal: a survey of the seagrass meadows in the lagoon, comparable with the one of 2019.
              """));

  static final Scene BIRTH =
      at(0, "09:12", HUMAN, "A first assistant for the survey", FIRST_BLOCKS.getFirst());

  static final List<Scene> SCENES =
      List.of(
          at(
              0,
              "09:41",
              AGENT,
              "Nadia introduced herself",
              new Append(
                  HUMAN_BLOCK,
                  """
                  Work: marine biologist; runs the seagrass survey with one student, Tiago
                  Lives in: Lisbon (she mentioned the ministry there)
                  Likes: short answers, numbers first
                  """)),
          at(
              0,
              "10:05",
              AGENT,
              "She described the plan for the season",
              new Append(
                  PROJECT,
                  """

                  - Four sites, each visited three times before winter.
                  - At each visit: ten quadrats along a 50 m line, and the water temperature.
                  - Tiago takes the photographs, Nadia counts.
                  """)),
          at(
              1,
              "08:31",
              AGENT,
              "Dictated from the nautical chart",
              new Create(
                  SITES,
                  "The four survey sites: where they are, how deep, what to mind",
                  """
                  | site | where | depth at low tide | mind |
                  |---|---|---|---|
                  | A | north of the sandbank | 1.2 ft | oyster racks to the east |
                  | B | old channel | 2.8 ft | current, only at slack water |
                  | C | inlet | 4.2 ft | boats at weekends |
                  | D | behind the saltworks | 0.9 ft | deep mud: walk on boards |
                  """)),
          at(
              1,
              "16:20",
              AGENT,
              "Nadia explained the method once, so that she need not again",
              new Create(
                  "reference/quadrat-protocol",
                  "How a quadrat is laid and counted",
                  """
                  1. Lay the 50 m line parallel to the shore; note both ends from the GPS.
                  2. A quadrat every 5 m, always on the seaward side.
                  3. Photograph first, from straight above, then touch nothing until it is checked.
                  4. Cover in per cent, to the nearest 5; shoots counted in one corner (20 × 20 cm).
                  5. Two people estimate without talking; if they differ by more than 10, both again.
                  """)),
          at(
              2,
              "21:00",
              REFLECTION,
              "Said twice today, so it is a preference and not a mood",
              new Append(
                  HUMAN_BLOCK,
                  """
                  Mornings are for field work: no questions before noon unless something is wrong
                  """)),
          at(
              4,
              "09:02",
              AGENT,
              "Asked for the way to site D",
              new Create(
                  FERRY,
                  "Ferries to the island, for the days without a boat of our own",
                  """
                  From the town pier: 08:10, 10:30, 15:00. Back: 09:00, 11:20, 17:40.
                  From the fishermen's pier, the summer boat only: 07:15.
                  """)),
          at(
              5,
              "14:47",
              HUMAN,
              "The chart is in metres. At 4 ft we would have run aground on paper",
              new Replace(
                  SITES,
                  """
                  | A | north of the sandbank | 1.2 ft | oyster racks to the east |
                  | B | old channel | 2.8 ft | current, only at slack water |
                  | C | inlet | 4.2 ft | boats at weekends |
                  | D | behind the saltworks | 0.9 ft | deep mud: walk on boards |
                  """,
                  """
                  | A | north of the sandbank | 1.2 m | oyster racks to the east |
                  | B | old channel | 2.8 m | current, only at slack water |
                  | C | inlet | 4.2 m | boats at weekends |
                  | D | behind the saltworks | 0.9 m | deep mud: walk on boards |
                  """)),
          at(
              5,
              "14:52",
              AGENT,
              "What I learned from the wrong depths",
              new Append(
                  PERSONA,
                  """

                  Before I write a number down I make sure of its unit, and I ask if nobody said it.
                  """)),
          at(
              8,
              "17:30",
              AGENT,
              "Asked for the same report two weeks running",
              new Create(
                  REPORT,
                  "Write the weekly report to the institute. Use on Fridays, or when asked for it.",
                  """
                  # Weekly report

                  1. Read `system/project` and this week's changes of `reference/`.
                  2. Sites visited, quadrats counted, mean cover: one line each, numbers first.
                  3. What went wrong, in one sentence. What is next, in one sentence.
                  4. Show it to Nadia. Never send it yourself.
                  """)),
          at(
              9,
              "11:15",
              HUMAN,
              "Reviewers want the spread as well",
              new Replace(
                  REPORT, "mean cover: one line each", "mean cover ± deviation: one line each")),
          at(
              11,
              "18:04",
              AGENT,
              "Names that came up at the microscope",
              new Create(
                  SPECIES,
                  "Seagrasses of the lagoon and how to tell them apart",
                  """
                  - *Zostera noltei*: leaves up to 2 mm wide, between the tides. Sites A and D.
                  - *Zostera marina*: leaves 5 mm and more, never dry. Site C.
                  - *Cymodocea nodosa*: leaf tip with fine teeth, rings on the stem. Site B.
                  """)),
          at(
              12,
              "10:20",
              HUMAN,
              "There will be more protocols than this one",
              new Rename("reference/quadrat-protocol", PROTOCOL)),
          at(
              13,
              "21:00",
              REFLECTION,
              "The plan, brought to where the season really is",
              new Replace(
                  PROJECT,
                  "- Four sites, each visited three times before winter.\n",
                  """
                  - Four sites, each visited three times before winter. So far: A 2, B 1, C 1, D 1.
                  - Cover at A is 46 % (2019: 61 %). Not yet known: decline, or a late spring.
                  """)),
          at(
              15,
              "13:37",
              HUMAN,
              "I go to Lisbon for meetings, I do not live there",
              new Replace(
                  HUMAN_BLOCK,
                  "Lives in: Lisbon (she mentioned the ministry there)",
                  "Lives in: Faro; Lisbon is where the ministry is")),
          at(
              16,
              "12:10",
              AGENT,
              "Two quadrats at A were counted as the wrong species",
              new Append(
                  SPECIES,
                  """

                  Young *Z. marina* passes for *Z. noltei*: look at the leaf tip, round against notched.
                  """)),
          at(
              18,
              "08:55",
              AGENT,
              "The institute's boat is repaired, and the summer timetable has ended",
              new Delete(FERRY)),
          at(
              20,
              "15:26",
              HUMAN,
              "A second project begins in spring: one file for each",
              new Rename(PROJECT, SURVEY)),
          at(
              20,
              "15:31",
              AGENT,
              "The skill pointed to the old place of the project",
              new Replace(REPORT, "`system/project`", "`system/projects/`")),
          at(
              23,
              "21:00",
              REFLECTION,
              "Gathered from four conversations of this week",
              new Append(
                  SURVEY,
                  """

                  Open: a last visit to D at a tide below 0.6 m. Tiago has the table of tides.
                  Next: Nadia writes the comparison with 2019; I keep the figures ready by site.
                  """)));

  private Story() {}
}
