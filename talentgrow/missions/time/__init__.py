"""What time does to missions and applications: reminders, climbing, ends and beginnings.

When a mission begins, who has no answer yet stays as long as a seat is left or only offered, and
its owners are told; once no seat can become free they hear that it goes on without them, with
what to try next. The word on an application follows the person's present manager; the days go on
counting from when they applied, so that nobody waits longer because of a move.
"""
