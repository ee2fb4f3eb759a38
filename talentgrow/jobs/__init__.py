"""The job architecture: families, jobs, what they take and which bridges HR declared."""
