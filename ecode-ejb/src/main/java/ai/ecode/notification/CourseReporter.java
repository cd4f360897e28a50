package ai.ecode.notification;

import ai.ecode.classroom.Assignment;
import ai.ecode.marking.ComplaintAnswered;
import ai.ecode.marking.ComplaintMade;
import ai.ecode.marking.ScoresReleased;
import ai.ecode.notification.Notification.Draft;
import ai.ecode.notification.Notification.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/// Finds out who in a course is to be told what, in the transaction of what happened.
@ApplicationScoped
public class CourseReporter {

    @Inject private Inbox inbox;

    public void released(@Observes ScoresReleased event) {
        Assignment assignment = event.assignment();
        event.students().stream()
                .filter(student -> !student.equals(event.by().user()))
                .forEach(student ->
                        inbox.tell(
                                student,
                                new Draft(
                                        Kind.SCORES_RELEASED,
                                        "Your score for “%s” is there"
                                                .formatted(assignment.title()),
                                        address(assignment),
                                        null,
                                        assignment.id().value())));
    }

    public void complained(@Observes ComplaintMade event) {
        event.staff()
                .forEach(one ->
                        inbox.tell(
                                one,
                                new Draft(
                                        Kind.COMPLAINT_MADE,
                                        "%s objects to a score for “%s”"
                                                .formatted(
                                                        event.submission().name(),
                                                        event.assignment().title()),
                                        address(event.assignment()),
                                        null,
                                        event.complaint().id())));
    }

    public void answered(@Observes ComplaintAnswered event) {
        inbox.tell(
                event.complaint().person(),
                new Draft(
                        Kind.COMPLAINT_ANSWERED,
                        "%s answered what you said of your score for “%s”"
                                .formatted(event.by().name(), event.assignment().title()),
                        address(event.assignment()),
                        null,
                        event.complaint().id()));
    }

    private static String address(Assignment assignment) {
        return "/courses/%s/assignments/%s".formatted(assignment.course(), assignment.id());
    }
}
