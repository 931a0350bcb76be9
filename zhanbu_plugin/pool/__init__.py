"""What is kept: database, migrations, parcels, claims, evidence, events, snapshots (储备库)."""
