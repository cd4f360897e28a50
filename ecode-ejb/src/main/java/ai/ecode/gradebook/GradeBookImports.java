package ai.ecode.gradebook;

import static ai.ecode.shared.ErrorCode.ETAG_REQUIRED;
import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;
import static ai.ecode.shared.ErrorCode.STALE_ETAG;
import static ai.ecode.shared.ErrorCode.TOO_LARGE;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.classroom.CourseId;
import ai.ecode.classroom.CourseRight;
import ai.ecode.classroom.CourseRole;
import ai.ecode.classroom.Courses;
import ai.ecode.classroom.Enrolment;
import ai.ecode.identity.Caller;
import ai.ecode.shared.CsvTable;
import ai.ecode.shared.ECodeException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceContext;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Takes scores from a CSV: first as a plan to look at, then for good. Only a teacher does.
@Stateless
public class GradeBookImports {

    public static final int MOST_BYTES = GradeBookFile.MOST_BYTES;

    private static final int MOST_CHANGES = 20_000;
    private static final String WHY = "Imported";
    private static final Pattern HEADING =
            Pattern.compile("(.{1,200}) \\((\\d{1,5}(?:\\.\\d{1,4})?) points?\\)");
    private static final Pattern SCORE = Pattern.compile("\\d{1,5}(?:[.,]\\d{1,9})?");

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Courses courses;
    @Inject private GradeRows rows;
    @Inject private GradeWriting writing;
    @Inject private AuditTrail trail;

    /// A column of the file: of the grade book, or one that would be made.
    private record Target(
            int index,
            String heading,
            @Nullable GradeColumn column,
            ImportPlan.@Nullable NewItem item) {

        String title() {
            return column != null ? column.title() : Objects.requireNonNull(item).title();
        }

        BigDecimal points() {
            return column != null ? column.points() : Objects.requireNonNull(item).points();
        }
    }

    /// A cell that would change.
    private record Change(ImportPlan.Step step, Target target, Enrolment student, Wanted wanted) {}

    /// @param score null for a ruling
    private record Wanted(
            @Nullable BigDecimal score,
            CellRuling.@Nullable Kind kind,
            Optional<CellRuling> ruling) {}

    private record Draft(ImportPlan plan, List<Change> changes) {}

    /// What the file would change.
    ///
    /// @throws ECodeException as [Courses#enterOpen] and [GradeBookFile#read]
    public ImportPlan plan(Caller caller, CourseId course, byte[] csv) {
        Courses.Place place = courses.enterOpen(caller, course, CourseRight.TEACH);
        return draft(rows.sheet(place.course()), GradeBookFile.read(csv)).plan();
    }

    /// Carries a plan out.
    ///
    /// @param digest of the plan that was agreed to; null when none was
    /// @throws ECodeException as [#plan]; `ETAG_REQUIRED` without a plan; `STALE_ETAG` when it would do something else by now;
    ///     `MALFORMED_REQUEST` while a line has a fault
    public ImportPlan apply(Caller caller, CourseId course, byte[] csv, @Nullable String digest) {
        Courses.Place place = courses.enterOpen(caller, course, CourseRight.TEACH);
        if (digest == null) {
            throw new ECodeException(
                    ETAG_REQUIRED,
                    "Ask for the plan first and send its ETag as If-Match. Nothing was changed.");
        }
        rows.lock(course);
        Draft draft = draft(rows.sheet(place.course()), GradeBookFile.read(csv));
        ImportPlan plan = draft.plan();
        if (!plan.faults().isEmpty()) {
            ImportPlan.Fault first = plan.faults().getFirst();
            throw new ECodeException(
                            MALFORMED_REQUEST,
                            "%d cells have a fault, the first is in line %d, “%s”: %s Nothing was changed."
                                    .formatted(
                                            plan.faults().size(),
                                            first.line(),
                                            CsvTable.shortened(first.field()),
                                            first.message()))
                    .with("line", first.line())
                    .with("field", first.field());
        }
        if (!plan.digest().equals(digest)) {
            throw new ECodeException(
                            STALE_ETAG,
                            "The grade book has changed since you looked. Nothing was done: look again.")
                    .with("etag", "\"" + plan.digest() + "\"");
        }
        carryOut(caller, course, draft);
        trail.record(
                Deed.done(caller, "gradebook.import", "course:" + course)
                        .changing(
                                null,
                                Map.of(
                                        "cells", plan.steps().size(),
                                        "columns", plan.items().size())));
        return plan;
    }

    private void carryOut(Caller caller, CourseId course, Draft draft) {
        GradePlan plan = rows.plan(course);
        var items = new HashMap<String, GradeItem>();
        for (ImportPlan.NewItem one : draft.plan().items()) {
            items.put(
                    one.title(),
                    writing.add(
                            caller,
                            course,
                            new GradeItem.Terms(
                                    one.title(), one.points(), plan.categories().getFirst().id())));
        }
        rows.items(course).forEach(item -> items.put(item.id().toString(), item));
        List<Change> changes = draft.changes();
        for (int from = 0; from < changes.size(); from += GradeRows.AT_ONCE) {
            List<Change> part =
                    changes.subList(from, Math.min(changes.size(), from + GradeRows.AT_ONCE));
            Map<UUID, Map<UUID, ItemScore>> typed =
                    rows.typed(part.stream().map(one -> one.student().id()).distinct().toList());
            part.forEach(change -> carryOut(caller, change, items, typed, plan));
            entities.flush();
        }
    }

    private void carryOut(
            Caller caller,
            Change change,
            Map<String, GradeItem> items,
            Map<UUID, Map<UUID, ItemScore>> typed,
            GradePlan plan) {
        @Nullable GradeColumn present = change.target().column();
        GradeItem item =
                items.get(present == null ? change.target().title() : present.id().toString());
        GradeColumn column =
                present != null ? present : GradeRows.column(plan, Objects.requireNonNull(item));
        Wanted wanted = change.wanted();
        if (wanted.kind() != null) {
            writing.rule(caller, column, change.student(), wanted.ruling(), wanted.kind(), WHY);
            return;
        }
        wanted.ruling()
                .ifPresent(ruling -> writing.restore(caller, column, change.student(), ruling));
        writing.score(
                caller,
                Objects.requireNonNull(item),
                change.student(),
                Optional.ofNullable(
                        typed.getOrDefault(change.student().id(), Map.of()).get(column.id())),
                wanted.score());
    }

    /// Nothing is changed before it ends: what was read need not be looked through at each query.
    private Draft draft(GradeSheet sheet, GradeBookFile file) {
        entities.setFlushMode(FlushModeType.COMMIT);
        try {
            return compared(sheet, file);
        } finally {
            entities.setFlushMode(FlushModeType.AUTO);
        }
    }

    private Draft compared(GradeSheet sheet, GradeBookFile file) {
        var faults = new ArrayList<ImportPlan.Fault>();
        var passedOver = new ArrayList<String>();
        List<Target> targets = targets(sheet, file, passedOver);
        var changes = new ArrayList<Change>();
        Map<CsvTable.Row, Enrolment> whose = whose(sheet.course().id(), file, faults);
        List<CsvTable.Row> lines = file.lines().stream().filter(whose::containsKey).toList();
        int same = 0;
        for (int from = 0; from < lines.size(); from += GradeRows.AT_ONCE) {
            List<CsvTable.Row> part =
                    lines.subList(from, Math.min(lines.size(), from + GradeRows.AT_ONCE));
            List<GradeRow> present = rows.rows(sheet, part.stream().map(whose::get).toList());
            for (int i = 0; i < part.size(); i++) {
                same += compare(sheet, part.get(i), present.get(i), targets, changes, faults);
                if (changes.size() > MOST_CHANGES) {
                    throw new ECodeException(
                            TOO_LARGE,
                            "At most %d cells are changed at once. Import the file in parts. Nothing was changed."
                                    .formatted(MOST_CHANGES));
                }
            }
        }
        return new Draft(
                new ImportPlan(
                        targets.stream().flatMap(one -> Stream.ofNullable(one.item())).toList(),
                        changes.stream().map(Change::step).toList(),
                        same,
                        faults.stream()
                                .sorted(Comparator.comparingLong(ImportPlan.Fault::line))
                                .toList(),
                        passedOver),
                List.copyOf(changes));
    }

    /// How many cells of the line stay as they are.
    private static int compare(
            GradeSheet sheet,
            CsvTable.Row line,
            GradeRow row,
            List<Target> targets,
            List<Change> changes,
            List<ImportPlan.Fault> faults) {
        int same = 0;
        for (Target target : targets) {
            String text = line.value(target.index());
            if (text.isEmpty()) {
                continue;
            }
            Optional<Cell> cell =
                    Optional.ofNullable(target.column())
                            .map(column -> row.cells().get(sheet.columns().indexOf(column)));
            String before = cell.map(GradeBookCsv::text).orElse("");
            try {
                Wanted wanted = wanted(target, text, cell.flatMap(Cell::ruling));
                String after =
                        wanted.kind() != null
                                ? wanted.kind().name().toLowerCase(Locale.ROOT)
                                : GradeBookCsv.plain(Objects.requireNonNull(wanted.score()));
                if (after.equals(before)) {
                    same++;
                    continue;
                }
                requireItem(target, wanted);
                changes.add(
                        new Change(
                                new ImportPlan.Step(
                                        line.line(),
                                        row.student().name(),
                                        row.student()
                                                .userName()
                                                .or(row.student()::email)
                                                .orElse(""),
                                        target.title(),
                                        before,
                                        after),
                                target,
                                row.student(),
                                wanted));
            } catch (ECodeException unusable) {
                faults.add(
                        new ImportPlan.Fault(
                                line.line(),
                                target.heading(),
                                String.valueOf(unusable.getMessage())));
            }
        }
        return same;
    }

    private static void requireItem(Target target, Wanted wanted) {
        if (wanted.kind() == null && target.column() != null && !target.column().isItem()) {
            throw new ECodeException(
                    MALFORMED_REQUEST,
                    "The score of an assignment comes from its submissions: override it there, and leave this cell empty.");
        }
    }

    private static Wanted wanted(Target target, String text, Optional<CellRuling> ruling) {
        if (text.equalsIgnoreCase(GradeBookCsv.EXCUSED)) {
            return new Wanted(null, CellRuling.Kind.EXCUSED, ruling);
        }
        if (text.equalsIgnoreCase(GradeBookCsv.MISSING)) {
            return new Wanted(null, CellRuling.Kind.MISSING, ruling);
        }
        if (!SCORE.matcher(text).matches()) {
            throw new ECodeException(
                    MALFORMED_REQUEST,
                    "“%s” is no score: write a number, excused, missing, or nothing."
                            .formatted(CsvTable.shortened(text)));
        }
        var score = new BigDecimal(text.replace(',', '.')).stripTrailingZeros();
        if (score.compareTo(target.points()) > 0 || score.scale() > 4) {
            throw new ECodeException(
                    MALFORMED_REQUEST,
                    "A score here is between 0 and %s, with at most 4 decimals."
                            .formatted(GradeBookCsv.plain(target.points())));
        }
        return new Wanted(score, null, ruling);
    }

    /// Columns of the grade book by their headings or their titles; one that is not there is made when the heading says of how
    /// many points it is.
    private static List<Target> targets(
            GradeSheet sheet, GradeBookFile file, List<String> passedOver) {
        var known = new HashMap<String, GradeColumn>();
        List<String> headings = GradeBookCsv.headings(sheet);
        for (int i = sheet.columns().size() - 1; i >= 0; i--) {
            known.put(titleOf(headings.get(i)), sheet.columns().get(i));
        }
        var targets = new ArrayList<Target>();
        var taken = new HashSet<String>();
        for (int i = 0; i < file.headings().size(); i++) {
            String heading = file.headings().get(i);
            if (GradeBookCsv.OF_STUDENTS.contains(heading.toLowerCase(Locale.ROOT))) {
                continue;
            }
            @Nullable GradeColumn column = known.get(titleOf(heading));
            Optional<ImportPlan.NewItem> made =
                    column == null ? newItem(heading) : Optional.empty();
            if ((column == null && made.isEmpty()) || !taken.add(titleOf(heading))) {
                if (!heading.isEmpty()) {
                    passedOver.add(heading);
                }
                continue;
            }
            targets.add(new Target(i, heading, column, made.orElse(null)));
        }
        return targets;
    }

    private static String titleOf(String heading) {
        Matcher matcher = HEADING.matcher(heading);
        return (matcher.matches() ? matcher.group(1) : heading).strip().toLowerCase(Locale.ROOT);
    }

    private static Optional<ImportPlan.NewItem> newItem(String heading) {
        Matcher matcher = HEADING.matcher(heading);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var points = new BigDecimal(matcher.group(2));
        return points.signum() > 0 && points.compareTo(BigDecimal.valueOf(10_000)) <= 0
                ? Optional.of(new ImportPlan.NewItem(matcher.group(1).strip(), points))
                : Optional.empty();
    }

    /// Whose each line is, by user name, or where that is empty by address.
    private Map<CsvTable.Row, Enrolment> whose(
            CourseId course, GradeBookFile file, List<ImportPlan.Fault> faults) {
        var byUser = new HashMap<String, Enrolment>();
        var byEmail = new HashMap<String, Enrolment>();
        entities.createQuery(
                        "select e from Enrolment e where e.course = :course and e.role = :role",
                        Enrolment.class)
                .setParameter("course", course.value())
                .setParameter("role", CourseRole.STUDENT)
                .getResultList()
                .forEach(one -> {
                    one.userName()
                            .ifPresent(name -> byUser.put(name.toLowerCase(Locale.ROOT), one));
                    one.email()
                            .ifPresent(email -> byEmail.put(email.toLowerCase(Locale.ROOT), one));
                });
        int user = file.index("user");
        int email = file.index("email");
        var whose = new HashMap<CsvTable.Row, Enrolment>();
        var seen = new HashMap<UUID, Long>();
        for (CsvTable.Row line : file.lines()) {
            String name = line.value(user).toLowerCase(Locale.ROOT);
            String address = line.value(email).toLowerCase(Locale.ROOT);
            String field = name.isEmpty() ? "email" : "user";
            @Nullable Enrolment found = name.isEmpty() ? byEmail.get(address) : byUser.get(name);
            if (found == null) {
                faults.add(
                        new ImportPlan.Fault(
                                line.line(),
                                field,
                                name.isEmpty() && address.isEmpty()
                                        ? "There is neither a user name nor an address."
                                        : "No student of the course is “%s”."
                                                .formatted(
                                                        CsvTable.shortened(
                                                                name.isEmpty() ? address : name))));
                continue;
            }
            @Nullable Long first = seen.putIfAbsent(found.id(), line.line());
            if (first != null) {
                faults.add(
                        new ImportPlan.Fault(
                                line.line(),
                                field,
                                "This student stands in line %d already.".formatted(first)));
                continue;
            }
            whose.put(line, found);
        }
        return whose;
    }
}
