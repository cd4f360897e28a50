package ai.ecode.shared.platform;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.persistence.PersistenceUnit;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/// Brings the database to the schema this version needs before any other bean uses it. Flyway's lock lets one of several
/// starting servers migrate while the others wait. Startup singletons that read the database say
/// `@DependsOn("Schema")`.
///
/// Repositories of Jakarta Data name the persistence unit by the reference that stands here.
@PersistenceUnit(name = "java:app/env/ecode", unitName = "ecode")
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class Schema {

    @Resource(lookup = "jdbc/ecode")
    private DataSource database;

    @PostConstruct
    void migrate() {
        var configuration =
                Flyway.configure(Schema.class.getClassLoader())
                        .dataSource(database)
                        .locations("classpath:db/migration")
                        .outOfOrder(true);
        configuration.resourceProvider(new Migrations(configuration)).load().migrate();
    }
}
