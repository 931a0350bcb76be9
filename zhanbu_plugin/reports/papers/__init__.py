"""Papers from data (文书): what a pool holds, set into print layouts that a county may copy and edit."""
