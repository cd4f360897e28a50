package ai.ecode.grading;

import ai.ecode.classroom.Assignment;
import ai.ecode.classroom.AssignmentId;
import ai.ecode.classroom.Assignments;
import ai.ecode.classroom.CourseId;
import ai.ecode.classroom.CourseRight;
import ai.ecode.classroom.Courses;
import ai.ecode.files.FileEntry;
import ai.ecode.identity.Caller;
import ai.ecode.identity.OrganizationId;
import ai.ecode.shared.ECodeException;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/// Makes assignments of [Blueprint]s, and tells what one is made of.
@Stateless
public class Blueprints {

    @Inject private Assignments assignments;
    @Inject private Courses courses;
    @Inject private TestSuites suites;
    @Inject @Any private Instance<ModelSolutions> solutions;
    @Inject private Event<BlueprintBuilt> built;

    /// What an assignment is made of.
    public record Parts(
            Assignment assignment,
            List<FileEntry> starter,
            Optional<SuitePlan> suite,
            List<ModelSolution> solutions) {
        public Parts {
            starter = List.copyOf(starter);
            solutions = List.copyOf(solutions);
        }
    }

    /// The organization of the course to which the caller may add.
    ///
    /// @throws ECodeException as [Courses#enter]
    public OrganizationId mayBuild(Caller caller, CourseId course) {
        return courses.enter(caller, course, CourseRight.TEACH).course().organization();
    }

    /// A new draft of the course. [SuiteChanges] is the way here: it knows which tests there are.
    ///
    /// @throws ECodeException as [Assignments#create], [Assignments#begin] and [TestSuites#set]; those of who observes
    ///     [BlueprintBuilt]
    public AssignmentId build(Caller caller, CourseId course, Blueprint blueprint) {
        AssignmentId id = assignments.create(caller, course, blueprint.plan()).assignment().id();
        if (!blueprint.starter().isEmpty()) {
            assignments.begin(caller, id, blueprint.starter());
        }
        blueprint.suite().ifPresent(plan -> suites.set(caller, id, plan, null));
        built.fire(new BlueprintBuilt(caller, id, blueprint.solutions()));
        return id;
    }

    /// For teachers of the course: hidden tests are part of it.
    ///
    /// @throws ECodeException as [Assignments#enter]
    public Parts of(Caller caller, AssignmentId id) {
        Assignments.Given given = assignments.enter(caller, id, CourseRight.TEACH);
        return new Parts(
                given.assignment(),
                assignments.starter(caller, id),
                suites.find(id),
                solutions.stream().flatMap(known -> known.of(id).stream()).toList());
    }
}
