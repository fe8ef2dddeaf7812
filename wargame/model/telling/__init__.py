"""What one seat may read: views, letters, reports, causes, odds and playbacks."""
