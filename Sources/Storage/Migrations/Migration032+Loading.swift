package import Database

extension Migration {
    /// Lets a transaction that loads in bulk keep the staff list by itself, in one statement at its end: the triggers stand aside
    /// where its own setting says so. On SQLite a connection can do that without the schema's help.
    package static let loading = Migration(
        32, "loading", "",
        postgreSQL: """
            DO $$
            DECLARE made text;
            BEGIN
                FOR made IN SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
                LOOP
                    EXECUTE replace(
                        replace(made, 'CREATE TRIGGER', 'CREATE OR REPLACE TRIGGER'), ' EXECUTE FUNCTION',
                        ' WHEN (coalesce(current_setting(''shebao.loading'', true), '''') <> ''on'') EXECUTE FUNCTION');
                END LOOP;
            END $$;
            """)
}
