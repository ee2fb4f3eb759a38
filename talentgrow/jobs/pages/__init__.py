"""The pages of the job catalogue beside its list: profiles, versions, families, bridges."""
