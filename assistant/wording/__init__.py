"""What people read: gettext catalogues and Markdown made safe HTML."""
