"""What a WSGI server imports: `gunicorn wsgi:app`."""

from talentgrow import create_app

app = create_app()
