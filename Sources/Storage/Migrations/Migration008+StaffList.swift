package import Database

extension Migration {
    /// An employer's people as its staff list shows them: one row an enrolment, in the order of the list, with all that
    /// stands in it; and how many there are.
    ///
    /// What a row holds is said once, by the view `staff_row`. The triggers keep `staff_list` equal to it, whoever changes an
    /// enrolment, a wage, a span, a name, a number or a keeper's answer; the audit compares the two.
    package static let staffList = Migration(
        8, "staff list",
        """
        CREATE VIEW staff_row AS
        SELECT e.employer_id, CASE WHEN e.ended_on IS NULL THEN 'present' ELSE 'left' END AS standing, e.person_id,
            e.id AS enrolment_id, p.name, coalesce(n.value, '') AS number, e.began_on, e.ended_on, e.voided_on,
            (SELECT w.wage_fen FROM declared_wage w WHERE w.enrolment_id = e.id ORDER BY w.from_period DESC LIMIT 1)
                AS wage_fen,
            k.answered_on AS medical_on, k.refusal AS medical_refusal,
            coalesce((
                SELECT {joined}(s.span, ' ') FROM (
                    SELECT CAST(c.line AS TEXT) || ':' || CAST(c.first_period AS TEXT) || '-'
                        || coalesce(CAST(c.last_period AS TEXT), '') AS span
                    FROM coverage_span c
                    WHERE c.employer_id = e.employer_id AND c.person_id = e.person_id AND c.enrolment_id = e.id
                    ORDER BY c.line, c.first_period, c.payer_scope) s), '') AS spans
        FROM enrolment e
        JOIN person p ON p.id = e.person_id
        LEFT JOIN person_identity n ON n.person_id = e.person_id AND n.kind = 'number' AND n.through_on IS NULL
        LEFT JOIN keeper_answer k ON k.enrolment_id = e.id AND k.keeper = 'medical';

        CREATE TABLE staff_list (
            employer_id {i64} NOT NULL REFERENCES employer (id),
            standing TEXT NOT NULL CHECK (standing = CASE WHEN ended_on IS NULL THEN 'present' ELSE 'left' END),
            person_id {i64} NOT NULL REFERENCES person (id),
            enrolment_id {i64} NOT NULL UNIQUE REFERENCES enrolment (id) ON DELETE CASCADE,
            name TEXT NOT NULL,
            number TEXT NOT NULL,
            began_on TEXT NOT NULL,
            ended_on TEXT,
            voided_on TEXT,
            wage_fen {i64},
            medical_on TEXT,
            medical_refusal TEXT,
            spans TEXT NOT NULL,
            PRIMARY KEY (employer_id, standing, person_id, enrolment_id)
        ) {clustered};

        CREATE TABLE staff_total (
            employer_id {i64} NOT NULL REFERENCES employer (id),
            standing TEXT NOT NULL CHECK (standing IN ('present', 'left')),
            people {i64} NOT NULL CHECK (people >= 0),
            PRIMARY KEY (employer_id, standing)
        ) {clustered};

        \(into) SELECT \(columns) FROM staff_row;
        INSERT INTO staff_total (employer_id, standing, people)
        SELECT employer_id, standing, count(*) FROM staff_list GROUP BY employer_id, standing;
        """,
        sqlite: """
            CREATE TRIGGER staff_enrolment_new AFTER INSERT ON enrolment
            BEGIN \(refresh) enrolment_id = new.id \(orReplace); END;
            CREATE TRIGGER staff_enrolment AFTER UPDATE ON enrolment
            BEGIN \(refresh) enrolment_id = new.id \(orReplace); END;

            CREATE TRIGGER staff_wage_new AFTER INSERT ON declared_wage
            BEGIN \(refresh) enrolment_id = new.enrolment_id \(orReplace); END;
            CREATE TRIGGER staff_wage AFTER UPDATE ON declared_wage
            BEGIN \(refresh) enrolment_id IN (old.enrolment_id, new.enrolment_id) \(orReplace); END;
            CREATE TRIGGER staff_wage_gone AFTER DELETE ON declared_wage
            BEGIN \(refresh) enrolment_id = old.enrolment_id \(orReplace); END;

            CREATE TRIGGER staff_span_new AFTER INSERT ON coverage_span
            BEGIN \(refresh) enrolment_id = new.enrolment_id \(orReplace); END;
            CREATE TRIGGER staff_span AFTER UPDATE ON coverage_span
            BEGIN \(refresh) enrolment_id IN (old.enrolment_id, new.enrolment_id) \(orReplace); END;
            CREATE TRIGGER staff_span_gone AFTER DELETE ON coverage_span
            BEGIN \(refresh) enrolment_id = old.enrolment_id \(orReplace); END;

            CREATE TRIGGER staff_answer_new AFTER INSERT ON keeper_answer
            BEGIN \(refresh) enrolment_id = new.enrolment_id \(orReplace); END;
            CREATE TRIGGER staff_answer AFTER UPDATE ON keeper_answer
            BEGIN \(refresh) enrolment_id IN (old.enrolment_id, new.enrolment_id) \(orReplace); END;
            CREATE TRIGGER staff_answer_gone AFTER DELETE ON keeper_answer
            BEGIN \(refresh) enrolment_id = old.enrolment_id \(orReplace); END;

            CREATE TRIGGER staff_name AFTER UPDATE OF name ON person
            BEGIN \(refresh) person_id = new.id \(orReplace); END;
            CREATE TRIGGER staff_number_new AFTER INSERT ON person_identity WHEN new.kind = 'number'
            BEGIN \(refresh) person_id = new.person_id \(orReplace); END;
            CREATE TRIGGER staff_number AFTER UPDATE ON person_identity
            BEGIN \(refresh) person_id IN (old.person_id, new.person_id) \(orReplace); END;
            CREATE TRIGGER staff_number_gone AFTER DELETE ON person_identity WHEN old.kind = 'number'
            BEGIN \(refresh) person_id = old.person_id \(orReplace); END;

            CREATE TRIGGER staff_total_new AFTER INSERT ON staff_list
            BEGIN
                INSERT INTO staff_total (employer_id, standing, people) VALUES (new.employer_id, new.standing, 1)
                ON CONFLICT (employer_id, standing) DO UPDATE SET people = people + 1;
            END;
            CREATE TRIGGER staff_total_moved AFTER UPDATE OF employer_id, standing ON staff_list
            WHEN old.employer_id <> new.employer_id OR old.standing <> new.standing
            BEGIN
                UPDATE staff_total SET people = people - 1
                WHERE employer_id = old.employer_id AND standing = old.standing;
                INSERT INTO staff_total (employer_id, standing, people) VALUES (new.employer_id, new.standing, 1)
                ON CONFLICT (employer_id, standing) DO UPDATE SET people = people + 1;
            END;
            CREATE TRIGGER staff_total_gone AFTER DELETE ON staff_list
            BEGIN
                UPDATE staff_total SET people = people - 1
                WHERE employer_id = old.employer_id AND standing = old.standing;
            END;
            """,
        // By statement, not by row: whoever loads ten thousand spans refreshes the list once.
        postgreSQL: """
            CREATE FUNCTION staff_list_follows_enrolment() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                \(refresh) enrolment_id IN (SELECT id FROM changed) \(orReplace); RETURN NULL;
            END $$;
            CREATE FUNCTION staff_list_follows_part() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                \(refresh) enrolment_id IN (SELECT enrolment_id FROM changed) \(orReplace); RETURN NULL;
            END $$;
            CREATE FUNCTION staff_list_follows_person() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                \(refresh) person_id IN (SELECT id FROM changed) \(orReplace); RETURN NULL;
            END $$;
            CREATE FUNCTION staff_list_follows_number() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                \(refresh) person_id IN (SELECT person_id FROM changed WHERE kind = 'number') \(orReplace); RETURN NULL;
            END $$;

            CREATE TRIGGER staff_enrolment_new AFTER INSERT ON enrolment REFERENCING NEW TABLE AS changed
                FOR EACH STATEMENT EXECUTE FUNCTION staff_list_follows_enrolment();
            CREATE TRIGGER staff_enrolment AFTER UPDATE ON enrolment REFERENCING NEW TABLE AS changed
                FOR EACH STATEMENT EXECUTE FUNCTION staff_list_follows_enrolment();

            CREATE TRIGGER staff_wage_new AFTER INSERT ON declared_wage REFERENCING NEW TABLE AS changed
                FOR EACH STATEMENT EXECUTE FUNCTION staff_list_follows_part();
            CREATE TRIGGER staff_wage AFTER UPDATE ON declared_wage REFERENCING NEW TABLE AS changed
                FOR EACH STATEMENT EXECUTE FUNCTION staff_list_follows_part();
            CREATE TRIGGER staff_wage_before AFTER UPDATE ON declared_wage REFERENCING OLD TABLE AS changed
                FOR EACH STATEMENT EXECUTE FUNCTION staff_list_follows_part();
            CREATE TRIGGER staff_wage_gone AFTER DELETE ON declared_wage REFERENCING OLD TABLE AS changed
                FOR EACH STATEMENT EXECUTE FUNCTION staff_list_follows_part();

            CREATE TRIGGER staff_span_new AFTER INSERT ON coverage_span REFERENCING NEW TABLE AS changed
                FOR EACH STATEMENT EXECUTE FUNCTION staff_list_follows_part();
            CREATE TRIGGER staff_span AFTER UPDATE ON coverage_span REFERENCING NEW TABLE AS changed
                FOR EACH STATEMENT EXECUTE FUNCTION staff_list_follows_part();
            CREATE TRIGGER staff_span_before AFTER UPDATE ON coverage_span REFERENCING OLD TABLE AS changed
                FOR EACH STATEMENT EXECUTE FUNCTION staff_list_follows_part();
            CREATE TRIGGER staff_span_gone AFTER DELETE ON coverage_span REFERENCING OLD TABLE AS changed
                FOR EACH STATEMENT EXECUTE FUNCTION staff_list_follows_part();

            CREATE TRIGGER staff_answer_new AFTER INSERT ON keeper_answer REFERENCING NEW TABLE AS changed
                FOR EACH STATEMENT EXECUTE FUNCTION staff_list_follows_part();
            CREATE TRIGGER staff_answer AFTER UPDATE ON keeper_answer REFERENCING NEW TABLE AS changed
                FOR EACH STATEMENT EXECUTE FUNCTION staff_list_follows_part();
            CREATE TRIGGER staff_answer_before AFTER UPDATE ON keeper_answer REFERENCING OLD TABLE AS changed
                FOR EACH STATEMENT EXECUTE FUNCTION staff_list_follows_part();
            CREATE TRIGGER staff_answer_gone AFTER DELETE ON keeper_answer REFERENCING OLD TABLE AS changed
                FOR EACH STATEMENT EXECUTE FUNCTION staff_list_follows_part();

            CREATE TRIGGER staff_name AFTER UPDATE ON person REFERENCING NEW TABLE AS changed
                FOR EACH STATEMENT EXECUTE FUNCTION staff_list_follows_person();
            CREATE TRIGGER staff_number_new AFTER INSERT ON person_identity REFERENCING NEW TABLE AS changed
                FOR EACH STATEMENT EXECUTE FUNCTION staff_list_follows_number();
            CREATE TRIGGER staff_number AFTER UPDATE ON person_identity REFERENCING NEW TABLE AS changed
                FOR EACH STATEMENT EXECUTE FUNCTION staff_list_follows_number();
            CREATE TRIGGER staff_number_before AFTER UPDATE ON person_identity REFERENCING OLD TABLE AS changed
                FOR EACH STATEMENT EXECUTE FUNCTION staff_list_follows_number();
            CREATE TRIGGER staff_number_gone AFTER DELETE ON person_identity REFERENCING OLD TABLE AS changed
                FOR EACH STATEMENT EXECUTE FUNCTION staff_list_follows_number();

            CREATE FUNCTION staff_total_adds() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                INSERT INTO staff_total (employer_id, standing, people)
                SELECT employer_id, standing, count(*) FROM changed GROUP BY employer_id, standing
                ON CONFLICT (employer_id, standing) DO UPDATE SET people = staff_total.people + excluded.people;
                RETURN NULL;
            END $$;
            CREATE FUNCTION staff_total_takes() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                UPDATE staff_total t SET people = t.people - g.people
                FROM (SELECT employer_id, standing, count(*) AS people FROM changed GROUP BY employer_id, standing) g
                WHERE t.employer_id = g.employer_id AND t.standing = g.standing;
                RETURN NULL;
            END $$;
            CREATE FUNCTION staff_total_moves() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF EXISTS (
                    SELECT 1 FROM former f JOIN changed c ON c.enrolment_id = f.enrolment_id
                    WHERE c.employer_id <> f.employer_id OR c.standing <> f.standing)
                THEN
                    INSERT INTO staff_total (employer_id, standing, people)
                    SELECT employer_id, standing, count(*) FROM changed GROUP BY employer_id, standing
                    ON CONFLICT (employer_id, standing) DO UPDATE SET people = staff_total.people + excluded.people;
                    UPDATE staff_total t SET people = t.people - g.people
                    FROM (SELECT employer_id, standing, count(*) AS people FROM former GROUP BY employer_id, standing) g
                    WHERE t.employer_id = g.employer_id AND t.standing = g.standing;
                END IF;
                RETURN NULL;
            END $$;
            CREATE TRIGGER staff_total_new AFTER INSERT ON staff_list REFERENCING NEW TABLE AS changed
                FOR EACH STATEMENT EXECUTE FUNCTION staff_total_adds();
            CREATE TRIGGER staff_total_moved AFTER UPDATE ON staff_list
                REFERENCING OLD TABLE AS former NEW TABLE AS changed
                FOR EACH STATEMENT EXECUTE FUNCTION staff_total_moves();
            CREATE TRIGGER staff_total_gone AFTER DELETE ON staff_list REFERENCING OLD TABLE AS changed
                FOR EACH STATEMENT EXECUTE FUNCTION staff_total_takes();
            """)

    private static let columns: SQL = """
        employer_id, standing, person_id, enrolment_id, name, number, began_on, ended_on, voided_on, wage_fen, medical_on,
        medical_refusal, spans
        """
    private static let into: SQL = "INSERT INTO staff_list (\(columns))"

    /// Followed by which rows, and by ``orReplace``.
    private static let refresh: SQL = "\(into) SELECT \(columns) FROM staff_row WHERE"
    private static let orReplace: SQL = """
        ON CONFLICT (enrolment_id) DO UPDATE SET employer_id = excluded.employer_id, standing = excluded.standing,
            person_id = excluded.person_id, name = excluded.name, number = excluded.number,
            began_on = excluded.began_on, ended_on = excluded.ended_on, voided_on = excluded.voided_on,
            wage_fen = excluded.wage_fen, medical_on = excluded.medical_on,
            medical_refusal = excluded.medical_refusal, spans = excluded.spans
        """
}
