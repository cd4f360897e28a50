package ai.ecode.grading;

import ai.ecode.classroom.AssignmentId;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Reads the pace of testing from what was tested last.
@Dependent
class RecentPaces {

    /// For the pace of now.
    private static final int LAST = 50;

    /// Among so many quiet times are looked for.
    private static final int LOOKED_BACK = 1_000;

    /// Who waited longer did not come in a quiet time.
    private static final double AT_ONCE_SECONDS = 1;

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject
    RecentPaces() {}

    GradingPace recent() {
        List<?> rows =
                entities.createNativeQuery(
                                """
                                with last as (
                                    select assignment, cast(extract(epoch from ended_at - started_at) as double precision) as took,
                                        extract(epoch from started_at - queued_at) < ?3 as quiet,
                                        row_number() over (order by ended_at desc) as place
                                    from gradings where state = 'DONE' order by ended_at desc limit ?2)
                                select null as assignment, avg(took) from last where place <= ?1
                                union all
                                select assignment, avg(took) from last where quiet group by assignment
                                """)
                        .setParameter(1, LAST)
                        .setParameter(2, LOOKED_BACK)
                        .setParameter(3, AT_ONCE_SECONDS)
                        .getResultList();
        Optional<Double> now = Optional.empty();
        var quiet = new HashMap<AssignmentId, Double>();
        for (Object one : rows) {
            Object[] row = (Object[]) one;
            if (row[1] == null) {
                continue;
            }
            double seconds = ((Number) row[1]).doubleValue();
            if (row[0] == null) {
                now = Optional.of(seconds);
            } else {
                quiet.put(new AssignmentId((UUID) row[0]), seconds);
            }
        }
        return new GradingPace(now, quiet);
    }
}
