"""What anybody reads of stories, and where a friend writes one."""
