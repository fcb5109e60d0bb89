"""The studio's screens: functions that draw the state and call what was pressed."""
