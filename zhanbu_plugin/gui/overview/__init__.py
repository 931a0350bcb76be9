"""The page 概览 Overview: where the county stands, what is due, what comes next."""
